package io.millrace.env.market;

/** What a {@link MakerReward} judges: one step, written again and again. */
final class MakerStep {
  /** Lots held after the step's fills, below 0 when short. */
  int inventory;

  /** mid' / mid - 1. */
  double relativeMove;

  /** PnL realized in the step, in units of the mid. */
  double realized;

  /** Quotes filled. */
  int fills;

  /** Half the spread of the book, in units of the mid. */
  double halfSpread;

  /** A tiny amount for quotes accepted less those refused. */
  double encouragement;

  /** See {@link DifferentialSharpe}. */
  double sharpeChange;

  /** What the inventory gained by the move of the mid. */
  double carried() {
    return inventory * relativeMove;
  }
}

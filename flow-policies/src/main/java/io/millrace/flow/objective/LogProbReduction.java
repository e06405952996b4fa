package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** How per-dimension log-probabilities become one number or several a draw. */
public enum LogProbReduction {
  /** The joint density's logarithm; with chunks of actions, the chunk's. */
  SUM,
  /** Its mean over dimensions, as codes for images have it: their tiny clip ranges go with it. */
  MEAN,
  /** One number for each environment action of a chunk, the sum over its dimensions. */
  ACTION,
  /** One number for each dimension. */
  TOKEN;

  /** Whether each action of a chunk has numbers of its own. */
  boolean keepsActionsApart() {
    return this == ACTION || this == TOKEN;
  }

  /**
   * [rows][D] to [rows][C].
   *
   * @param actions environment actions in a decision
   */
  Value reduce(Tape tape, Value perDimension, int actions) {
    return switch (this) {
      case SUM -> tape.sumColumns(perDimension);
      case MEAN -> tape.meanColumns(perDimension);
      case ACTION -> perAction(tape, perDimension, actions);
      case TOKEN -> perDimension;
    };
  }

  private static Value perAction(Tape tape, Value perDimension, int actions) {
    int width = perDimension.columns() / actions;
    Value all = tape.sumColumns(tape.columns(perDimension, 0, width));
    for (int h = 1; h < actions; h++) {
      Value one = tape.columns(perDimension, h * width, (h + 1) * width);
      all = tape.concat(all, tape.sumColumns(one));
    }
    return all;
  }
}

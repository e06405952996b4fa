package io.millrace.env.market;

import java.util.List;

/**
 * What the choices of a market maker mean: nothing, flat at market, or two depths to quote at.
 *
 * @param bids [choices] depth of the bid; NaN where the choice quotes nothing
 * @param asks [choices] depth of the ask
 * @param flatten the choice that flattens the inventory at market; -1 where none does
 */
record QuoteMenu(double[] bids, double[] asks, int flatten) {

  private static final int[] LEVELS = {0, 4, 9, 14};

  /**
   * 17 choices: 0 leaves quotes as they are, 1 to 15 quote the pairs (bid level, ask level) of {0,
   * 4, 9, 14} without (0, 0), row by row, 16 flattens.
   *
   * @param tick depth of level 0, and distance of a level to the next
   */
  static QuoteMenu grid(double tick) {
    int pairs = LEVELS.length * LEVELS.length;
    double[] bids = new double[pairs + 1];
    double[] asks = new double[pairs + 1];
    bids[0] = Double.NaN;
    asks[0] = Double.NaN;
    for (int pair = 1; pair < pairs; pair++) {
      bids[pair] = (LEVELS[pair / LEVELS.length] + 1) * tick;
      asks[pair] = (LEVELS[pair % LEVELS.length] + 1) * tick;
    }
    bids[pairs] = Double.NaN;
    asks[pairs] = Double.NaN;
    return new QuoteMenu(bids, asks, pairs);
  }

  /** A choice for each depth, the same on both sides. */
  static QuoteMenu symmetric(List<Double> depths, double unit) {
    double[] scaled = depths.stream().mapToDouble(depth -> depth * unit).toArray();
    return new QuoteMenu(scaled, scaled, -1);
  }

  /** How many choices there are. */
  int size() {
    return bids.length;
  }

  /** Whether a choice puts new quotes in place of the old ones. */
  boolean quotes(int choice) {
    return !Double.isNaN(bids[choice]);
  }
}

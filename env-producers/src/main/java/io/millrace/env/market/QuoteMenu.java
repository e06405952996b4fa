package io.millrace.env.market;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

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

  /** The deepest quote of all. */
  double deepest() {
    return DoubleStream.concat(Arrays.stream(bids), Arrays.stream(asks))
        .filter(depth -> !Double.isNaN(depth))
        .max()
        .orElse(0);
  }

  /** Whether a choice puts new quotes in place of the old ones. */
  boolean quotes(int choice) {
    return !Double.isNaN(bids[choice]);
  }
}

package io.millrace.env.market;

import io.millrace.flow.random.RandomSource;

/**
 * A limit order book in which market orders arrive as two Poisson streams and reach as deep as an
 * exponential law says, around a mid price that is a Bachelier walk.
 *
 * <pre>
 * orders of a side: rate A;  P(one reaches depth delta) = exp(-k delta), so a quote there is filled at rate A exp(-k delta)
 * mid' = mid + volatility sqrt(dt) n,  n ~ N(0, 1)
 * the depth that earns most without regard to inventory: 1/k, which earns A / (k e) a side and unit of time
 * </pre>
 *
 * <p>Source: Avellaneda and Stoikov, "High-frequency trading in a limit order book", 2008.
 *
 * @param rate A, market orders of a side in a unit of time
 * @param decay k, in 1 / price
 * @param volatility of the mid, in price / sqrt(time)
 */
record SyntheticBook(double rate, double decay, double volatility) {

  /** The mid is held above this, so that relative moves stay defined. */
  private static final double LOWEST_MID = 1;

  /** 1/k. */
  double bestDepth() {
    return 1 / decay;
  }

  /** Share of the orders of a side that reach a depth. */
  double reached(double depth) {
    return StrictMath.exp(-decay * depth);
  }

  /** Expected earnings of a quote that is always renewed, for a side and unit of time. */
  double earnings(double depth) {
    return rate * depth * reached(depth);
  }

  /** Time until the next market order of either side. */
  double gap(RandomSource random) {
    return exponential(random) / (2 * rate);
  }

  /** How deep an order reaches. */
  double reach(RandomSource random) {
    return exponential(random) / decay;
  }

  /** The mid price after a time. */
  double move(double mid, double time, RandomSource random) {
    return Math.max(LOWEST_MID, mid + volatility * Math.sqrt(time) * random.nextGaussian());
  }

  private static double exponential(RandomSource random) {
    return -StrictMath.log(1 - random.nextDouble());
  }
}

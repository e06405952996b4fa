package io.millrace.flow.meanflow;

import java.util.Arrays;

/** The standard normal law. */
final class Normal {
  private static final double STEP = 1e-4;
  private static final int LIMIT = 60_000;

  /** CUMULATIVE[i] = P(-6 < X < -6 + 2 i STEP), by Simpson's rule. */
  private static final double[] CUMULATIVE = new double[LIMIT + 1];

  static {
    for (int i = 0; i < LIMIT; i++) {
      double x = -6 + 2 * i * STEP;
      double area = density(x) + 4 * density(x + STEP) + density(x + 2 * STEP);
      CUMULATIVE[i + 1] = CUMULATIVE[i] + area * STEP / 3;
    }
  }

  private Normal() {}

  /** The number below which lies this share, to within 2e-4. */
  static double quantile(double share) {
    int at = Arrays.binarySearch(CUMULATIVE, share);
    return -6 + 2 * STEP * (at < 0 ? -at - 1 : at);
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}

package io.millrace.env.jets;

import org.apache.commons.math3.special.Erf;

/**
 * exp(-x^2) and erf(x) from tables, because the air is asked for thousands of times a step: cubic
 * Hermite interpolation, whose derivatives are known. Absolute error below 1e-9.
 */
final class GaussianProfile {

  private static final double FAR = 6;
  private static final int CELLS_PER_UNIT = 128;
  private static final int CELLS = (int) FAR * CELLS_PER_UNIT;
  private static final double[] BELL = new double[CELLS + 1];
  private static final double[] ERF = new double[CELLS + 1];

  static {
    for (int k = 0; k <= CELLS; k++) {
      double x = (double) k / CELLS_PER_UNIT;
      BELL[k] = StrictMath.exp(-x * x);
      ERF[k] = Erf.erf(x);
    }
  }

  private GaussianProfile() {}

  /** exp(-x^2). */
  static double bell(double x) {
    double cells = Math.abs(x) * CELLS_PER_UNIT;
    if (cells >= CELLS) {
      return 0;
    }
    int k = (int) cells;
    double near = (double) k / CELLS_PER_UNIT;
    double far = (double) (k + 1) / CELLS_PER_UNIT;
    return hermite(cells - k, BELL[k], BELL[k + 1], -2 * near * BELL[k], -2 * far * BELL[k + 1]);
  }

  /** erf(x). */
  static double erf(double x) {
    double cells = Math.abs(x) * CELLS_PER_UNIT;
    if (cells >= CELLS) {
      return Math.signum(x);
    }
    int k = (int) cells;
    double slope = 2 / Math.sqrt(Math.PI);
    double value = hermite(cells - k, ERF[k], ERF[k + 1], slope * BELL[k], slope * BELL[k + 1]);
    return x < 0 ? -value : value;
  }

  private static double hermite(
      double t, double from, double to, double fromSlope, double toSlope) {
    double rest = 1 - t;
    double h = 1.0 / CELLS_PER_UNIT;
    return rest * rest * ((1 + 2 * t) * from + t * h * fromSlope)
        + t * t * ((1 + 2 * rest) * to - rest * h * toSlope);
  }
}

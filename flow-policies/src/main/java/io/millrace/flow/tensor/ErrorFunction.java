package io.millrace.flow.tensor;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution's density and cumulative distribution, in double. */
final class ErrorFunction {
  private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

  private ErrorFunction() {}

  static double normalCdf(double x) {
    return 0.5 * Erf.erfc(-x / Math.sqrt(2));
  }

  static double normalDensity(double x) {
    return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
  }
}

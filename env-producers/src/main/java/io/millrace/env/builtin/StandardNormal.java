package io.millrace.env.builtin;

/** Distribution and quantiles of N(0, 1), for reports. */
final class StandardNormal {

  /** Beyond this many deviations nothing is left that a double could tell. */
  private static final double FAR = 8;

  private StandardNormal() {}

  /**
   * Distribution function, by {@code 1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + x^7/(3*5*7) + ..)};
   * absolute error below 1e-14.
   *
   * <p>Source: Marsaglia, "Evaluating the normal distribution", 2004.
   */
  static double distribution(double x) {
    if (Math.abs(x) > FAR) {
      return x > 0 ? 1 : 0;
    }
    double sum = 0;
    double term = x;
    for (int k = 1; sum + term != sum; k += 2) {
      sum += term;
      term *= x * x / (k + 2);
    }
    return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * Quantile, by bisection of {@link #distribution}.
   *
   * @param p inside (0, 1)
   */
  static double quantile(double p) {
    double low = -FAR;
    double high = FAR;
    while (high - low > 1e-12) {
      double middle = (low + high) / 2;
      if (distribution(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}

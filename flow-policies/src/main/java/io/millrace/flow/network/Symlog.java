package io.millrace.flow.network;

/**
 * A logarithm for both signs that is the identity near 0: sign(x) log(1 + |x|).
 *
 * <p>Source: Hafner et al., "Mastering Diverse Domains through World Models", 2023, equation 9.
 */
public final class Symlog {
  private Symlog() {}

  /** sign(x) log(1 + |x|). */
  public static double of(double x) {
    return Math.copySign(Math.log1p(Math.abs(x)), x);
  }

  /** symexp: sign(x) (exp(|x|) - 1). */
  public static double inverse(double x) {
    return Math.copySign(Math.expm1(Math.abs(x)), x);
  }
}

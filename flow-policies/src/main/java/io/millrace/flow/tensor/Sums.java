package io.millrace.flow.tensor;

/**
 * Sums over all numbers of a vector, in float64.
 *
 * <p>Eight chains of additions run side by side, number i in chain i mod 8, and are added up at the
 * end. Vector registers, where the JVM has them, keep that order: the bits are the same without.
 */
public final class Sums {
  static final int CHAINS = 8;

  private static final boolean VECTORS = Gemm.hasVectors() && VectorSums.pays();

  private Sums() {}

  /** The sum of the absolute values; not finite where a number is not. */
  public static double absolute(float[] x) {
    return VECTORS ? VectorSums.absolute(x) : absoluteInLoops(x);
  }

  /** The sum of the squares; not finite where a number is not. */
  public static double squares(float[] x) {
    return VECTORS ? VectorSums.squares(x) : squaresInLoops(x);
  }

  static double absoluteInLoops(float[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + CHAINS <= x.length; i += CHAINS) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
      s4 += Math.abs(x[i + 4]);
      s5 += Math.abs(x[i + 5]);
      s6 += Math.abs(x[i + 6]);
      s7 += Math.abs(x[i + 7]);
    }
    double rest = 0;
    for (; i < x.length; i++) {
      rest += Math.abs(x[i]);
    }
    return total(s0, s1, s2, s3, s4, s5, s6, s7) + rest;
  }

  static double squaresInLoops(float[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + CHAINS <= x.length; i += CHAINS) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
      s4 += (double) x[i + 4] * x[i + 4];
      s5 += (double) x[i + 5] * x[i + 5];
      s6 += (double) x[i + 6] * x[i + 6];
      s7 += (double) x[i + 7] * x[i + 7];
    }
    double rest = 0;
    for (; i < x.length; i++) {
      rest += (double) x[i] * x[i];
    }
    return total(s0, s1, s2, s3, s4, s5, s6, s7) + rest;
  }

  static double total(
      double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}

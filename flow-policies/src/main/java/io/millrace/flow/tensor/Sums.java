package io.millrace.flow.tensor;

/**
 * Sums over all numbers of a vector, in float64. Four chains of additions run side by side, number
 * i in chain i mod 4, and are added up at the end: the order is fixed, and no addition waits for
 * the one before.
 */
public final class Sums {
  private Sums() {}

  /** The sum of the absolute values; not finite where a number is not. */
  public static double absolute(float[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
    }
    for (; i < x.length; i++) {
      s0 += Math.abs(x[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The sum of the squares; not finite where a number is not. */
  public static double squares(float[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += (double) x[i] * x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}

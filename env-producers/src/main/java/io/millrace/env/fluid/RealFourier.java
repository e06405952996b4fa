package io.millrace.env.fluid;

/**
 * The discrete Fourier transform of real numbers, by a radix-2 transform of half the length.
 *
 * <pre>
 * forward: c_k = sum_j u_j exp(-2 pi i j k / n), k = 0 .. n/2;   inverse: its exact inverse
 * </pre>
 *
 * <p>Only the modes that a real signal has are ever held, so its symmetry cannot be lost to
 * rounding. Twiddle factors are {@link StrictMath}'s and the order of every sum is fixed: the same
 * input gives the same bits everywhere. Keeps work space: not thread-safe.
 *
 * <p>Source: Cooley and Tukey 1965; the packing of two real numbers into a complex one is that of
 * Press et al., "Numerical Recipes", section 12.3.
 */
final class RealFourier {

  private final int n;
  private final int half;
  private final double[] cos;
  private final double[] sin;
  private final int[] reversed;
  private final double[] re;
  private final double[] im;

  /**
   * @param n a power of two, at least 4
   */
  RealFourier(int n) {
    if (n < 4 || Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("expected a power of two of at least 4, n=" + n);
    }
    this.n = n;
    this.half = n / 2;
    this.cos = new double[half + 1];
    this.sin = new double[half + 1];
    for (int k = 0; k <= half; k++) {
      cos[k] = StrictMath.cos(2 * StrictMath.PI * k / n);
      sin[k] = StrictMath.sin(2 * StrictMath.PI * k / n);
    }
    this.reversed = new int[half];
    int bits = Integer.numberOfTrailingZeros(half);
    for (int i = 0; i < half; i++) {
      reversed[i] = Integer.reverse(i) >>> (Integer.SIZE - bits);
    }
    this.re = new double[half];
    this.im = new double[half];
  }

  /** How many modes there are, 0 and the highest included. */
  int modes() {
    return half + 1;
  }

  /**
   * Transforms.
   *
   * @param u holds [n] numbers from {@code at} on
   * @param outRe [n/2 + 1], overwritten
   * @param outIm [n/2 + 1], overwritten
   */
  void forward(double[] u, int at, double[] outRe, double[] outIm) {
    for (int j = 0; j < half; j++) {
      int r = reversed[j];
      re[r] = u[at + 2 * j];
      im[r] = u[at + 2 * j + 1];
    }
    butterflies(1);
    for (int k = 0; k <= half; k++) {
      int a = k & (half - 1);
      int b = (half - k) & (half - 1);
      double evenRe = 0.5 * (re[a] + re[b]);
      double evenIm = 0.5 * (im[a] - im[b]);
      double oddRe = 0.5 * (im[a] + im[b]);
      double oddIm = 0.5 * (re[b] - re[a]);
      outRe[k] = evenRe + cos[k] * oddRe + sin[k] * oddIm;
      outIm[k] = evenIm + cos[k] * oddIm - sin[k] * oddRe;
    }
  }

  /**
   * Transforms back. The imaginary parts of mode 0 and of the highest do not count.
   *
   * @param u receives [n] numbers from {@code at} on
   */
  void inverse(double[] inRe, double[] inIm, double[] u, int at) {
    for (int k = 0; k < half; k++) {
      double aIm = k == 0 ? 0 : inIm[k];
      double bIm = k == 0 ? 0 : inIm[half - k];
      double evenRe = 0.5 * (inRe[k] + inRe[half - k]);
      double evenIm = 0.5 * (aIm - bIm);
      double differenceRe = 0.5 * (inRe[k] - inRe[half - k]);
      double differenceIm = 0.5 * (aIm + bIm);
      double oddRe = cos[k] * differenceRe - sin[k] * differenceIm;
      double oddIm = cos[k] * differenceIm + sin[k] * differenceRe;
      int r = reversed[k];
      re[r] = evenRe - oddIm;
      im[r] = evenIm + oddRe;
    }
    butterflies(-1);
    double scale = 1.0 / half;
    for (int j = 0; j < half; j++) {
      u[at + 2 * j] = scale * re[j];
      u[at + 2 * j + 1] = scale * im[j];
    }
  }

  /** The transform of length n/2 of numbers in bit-reversed order; sign -1 for the inverse. */
  private void butterflies(int sign) {
    for (int width = 1; width < half; width *= 2) {
      int stride = n / (2 * width);
      for (int k = 0; k < width; k++) {
        double c = cos[k * stride];
        double s = -sign * sin[k * stride];
        for (int top = k; top < half; top += 2 * width) {
          int bottom = top + width;
          double turnedRe = c * re[bottom] - s * im[bottom];
          double turnedIm = c * im[bottom] + s * re[bottom];
          re[bottom] = re[top] - turnedRe;
          im[bottom] = im[top] - turnedIm;
          re[top] += turnedRe;
          im[top] += turnedIm;
        }
      }
    }
  }
}

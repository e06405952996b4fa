package io.millrace.env.fluid;

/**
 * Integrates the Kuramoto-Sivashinsky equation on a ring, with a force that is held.
 *
 * <pre>
 * u_t = -u u_x - u_xx - u_xxxx + f(x),   u(x + L) = u(x)
 * q_k = 2 pi k / L;  linear part l_k = q^2 - q^4;  N(v) = -i q / 2 rfft(irfft(v)^2) + rfft(f)
 * one step (ETDRK4):  a = E2 v + Q N(v);  b = E2 v + Q N(a);  c = E2 a + Q (2 N(b) - N(v))
 *                     v' = E v + f1 N(v) + 2 f2 (N(a) + N(b)) + f3 N(c)
 * </pre>
 *
 * <p>The coefficients are means over 32 points of a circle around h l_k, which avoids the
 * cancellation at small arguments. The highest mode of N is set to 0. Keeps work space: not
 * thread-safe.
 *
 * <p>Source: Cox and Matthews 2002; Kassam and Trefethen, "Fourth-order time-stepping for stiff
 * PDEs", 2005.
 */
final class KuramotoSivashinsky {

  private static final int CONTOUR_POINTS = 32;

  private final RealFourier fourier;
  private final int n;
  private final int modes;
  private final double[] wave;
  private final double[] whole;
  private final double[] halfway;
  private final double[] stage;
  private final double[] f1;
  private final double[] f2;
  private final double[] f3;

  private final double[] square;
  private final Modes v;
  private final Modes force;
  private final Modes a;
  private final Modes b;
  private final Modes c;
  private final Modes atV;
  private final Modes atA;
  private final Modes atB;
  private final Modes atC;

  /** Complex numbers by mode, as two arrays. */
  private record Modes(double[] re, double[] im) {
    static Modes of(int size) {
      return new Modes(new double[size], new double[size]);
    }
  }

  /**
   * @param n points of the ring, a power of two
   * @param length L
   * @param step time step h
   */
  KuramotoSivashinsky(int n, double length, double step) {
    this.n = n;
    this.fourier = new RealFourier(n);
    this.modes = fourier.modes();
    this.wave = new double[modes];
    this.whole = new double[modes];
    this.halfway = new double[modes];
    this.stage = new double[modes];
    this.f1 = new double[modes];
    this.f2 = new double[modes];
    this.f3 = new double[modes];
    for (int k = 0; k < modes; k++) {
      wave[k] = 2 * StrictMath.PI * k / length;
      coefficients(k, step);
    }
    this.square = new double[n];
    this.v = Modes.of(modes);
    this.force = Modes.of(modes);
    this.a = Modes.of(modes);
    this.b = Modes.of(modes);
    this.c = Modes.of(modes);
    this.atV = Modes.of(modes);
    this.atA = Modes.of(modes);
    this.atB = Modes.of(modes);
    this.atC = Modes.of(modes);
  }

  private void coefficients(int k, double step) {
    double q = wave[k];
    double linear = step * (q * q - q * q * q * q);
    whole[k] = StrictMath.exp(linear);
    halfway[k] = StrictMath.exp(linear / 2);
    for (int m = 1; m <= CONTOUR_POINTS; m++) {
      double angle = StrictMath.PI * (m - 0.5) / CONTOUR_POINTS;
      Complex z = new Complex(linear + StrictMath.cos(angle), StrictMath.sin(angle));
      Complex zz = z.times(z);
      Complex cube = zz.times(z);
      Complex e = z.exp();
      double share = step / CONTOUR_POINTS;
      Complex half = z.scaled(0.5).exp().plus(-1);
      stage[k] += share * half.over(z).re();
      Complex first = z.scaled(-3).plus(4).plus(zz).times(e).plus(z.scaled(-1)).plus(-4);
      f1[k] += share * first.over(cube).re();
      Complex second = z.plus(-2).times(e).plus(z).plus(2);
      f2[k] += share * second.over(cube).re();
      Complex third = z.scaled(-1).plus(4).times(e).plus(zz.scaled(-1)).plus(z.scaled(-3)).plus(-4);
      f3[k] += share * third.over(cube).re();
    }
  }

  /** A complex number, for the coefficients only. */
  private record Complex(double re, double im) {
    Complex plus(Complex o) {
      return new Complex(re + o.re, im + o.im);
    }

    Complex plus(double real) {
      return new Complex(re + real, im);
    }

    Complex scaled(double factor) {
      return new Complex(factor * re, factor * im);
    }

    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    Complex over(Complex o) {
      double size = o.re * o.re + o.im * o.im;
      return new Complex((re * o.re + im * o.im) / size, (im * o.re - re * o.im) / size);
    }

    Complex exp() {
      double size = StrictMath.exp(re);
      return new Complex(size * StrictMath.cos(im), size * StrictMath.sin(im));
    }
  }

  /**
   * Moves the field on, in place.
   *
   * @param u holds the field [n] from its beginning on
   * @param forcing [n], held during all steps
   */
  void advance(double[] u, double[] forcing, int steps) {
    fourier.forward(u, 0, v.re, v.im);
    fourier.forward(forcing, 0, force.re, force.im);
    for (int i = 0; i < steps; i++) {
      step();
    }
    fourier.inverse(v.re, v.im, u, 0);
  }

  private void step() {
    nonlinear(v, atV);
    between(v, atV, a);
    nonlinear(a, atA);
    between(v, atA, b);
    nonlinear(b, atB);
    for (int k = 0; k < modes; k++) {
      c.re[k] = halfway[k] * a.re[k] + stage[k] * (2 * atB.re[k] - atV.re[k]);
      c.im[k] = halfway[k] * a.im[k] + stage[k] * (2 * atB.im[k] - atV.im[k]);
    }
    nonlinear(c, atC);
    combine(v.re, atV.re, atA.re, atB.re, atC.re);
    combine(v.im, atV.im, atA.im, atB.im, atC.im);
  }

  /** E2 v + Q N. */
  private void between(Modes from, Modes slope, Modes out) {
    for (int k = 0; k < modes; k++) {
      out.re[k] = halfway[k] * from.re[k] + stage[k] * slope.re[k];
      out.im[k] = halfway[k] * from.im[k] + stage[k] * slope.im[k];
    }
  }

  private void combine(double[] x, double[] nv, double[] na, double[] nb, double[] nc) {
    for (int k = 0; k < modes; k++) {
      x[k] = whole[k] * x[k] + f1[k] * nv[k] + 2 * f2[k] * (na[k] + nb[k]) + f3[k] * nc[k];
    }
  }

  private void nonlinear(Modes of, Modes out) {
    fourier.inverse(of.re, of.im, square, 0);
    for (int j = 0; j < n; j++) {
      square[j] *= square[j];
    }
    fourier.forward(square, 0, out.re, out.im);
    for (int k = 0; k < modes - 1; k++) {
      double real = out.re[k];
      out.re[k] = 0.5 * wave[k] * out.im[k] + force.re[k];
      out.im[k] = -0.5 * wave[k] * real + force.im[k];
    }
    out.re[modes - 1] = 0;
    out.im[modes - 1] = 0;
  }
}

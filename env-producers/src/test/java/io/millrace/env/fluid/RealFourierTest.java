package io.millrace.env.fluid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFourierTest {

  private static double[] random(int n) {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    RandomSource random = new RandomSource(seed);
    double[] u = new double[n];
    for (int j = 0; j < n; j++) {
      u[j] = 2 * random.nextDouble() - 1;
    }
    return u;
  }

  /** Against the defining sum. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64, 256})
  void forward_randomNumbers_isTheDefiningSum(int n) {
    double[] u = random(n);
    RealFourier fourier = new RealFourier(n);
    double[] re = new double[fourier.modes()];
    double[] im = new double[fourier.modes()];
    fourier.forward(u, 0, re, im);
    for (int k = 0; k <= n / 2; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int j = 0; j < n; j++) {
        double angle = -2 * Math.PI * j * k / n;
        sumRe += u[j] * Math.cos(angle);
        sumIm += u[j] * Math.sin(angle);
      }
      assertThat(re[k]).isCloseTo(sumRe, within(1e-11));
      assertThat(im[k]).isCloseTo(sumIm, within(1e-11));
    }
  }

  @Test
  void inverse_ofForward_isTheSignal() {
    double[] u = random(64);
    RealFourier fourier = new RealFourier(64);
    double[] re = new double[33];
    double[] im = new double[33];
    fourier.forward(u, 0, re, im);
    double[] back = new double[64];
    fourier.inverse(re, im, back, 0);
    assertThat(back).containsExactly(u, within(1e-14));
  }

  @Test
  void constructor_notAPowerOfTwo_throws() {
    assertThatThrownBy(() -> new RealFourier(48)).hasMessageContaining("n=48");
  }
}

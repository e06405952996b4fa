package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class GradientStepTest {
  @Test
  void take_longGradient_isShortenedToTheMaximum() {
    float[] x = {0f, 0f};
    Sgd sgd = new Sgd(1);
    double norm = new GradientStep(sgd, 1).take(x, new float[] {30f, -40f}, sgd.start(2));
    assertThat(norm).isCloseTo(50, within(1e-12));
    assertThat((double) x[0]).isCloseTo(-0.6, within(1e-7));
    assertThat((double) x[1]).isCloseTo(0.8, within(1e-7));
  }

  @Test
  void take_shortGradient_staysAsItIs() {
    float[] x = {0f, 0f};
    Sgd sgd = new Sgd(1);
    new GradientStep(sgd, 100).take(x, new float[] {30f, -40f}, sgd.start(2));
    assertThat(x).containsExactly(-30f, 40f);
  }

  @Test
  void take_squareBeyondFloat32_isRefused() {
    float[] x = {1f};
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    OptimizerState state = adam.start(1);
    for (double maximum : new double[] {0, 1}) {
      assertThat(new GradientStep(adam, maximum).take(x, new float[] {1e20f}, state)).isInfinite();
    }
    assertThat(x).containsExactly(1f);
    assertThat(state.steps()).isZero();
    assertThat(new GradientStep(adam, 1).take(x, new float[] {1e18f}, state)).isFinite();
    assertThat((double) x[0]).isCloseTo(0.99, within(1e-6));
  }
}

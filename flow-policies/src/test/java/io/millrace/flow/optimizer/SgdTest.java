package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SgdTest extends OptimizerKit {
  @Override
  Optimizer optimizer() {
    return new Sgd(0.05, 0.9);
  }

  @Override
  Optimizer goldenOptimizer() {
    return optimizer();
  }

  @Override
  double[][] golden() {
    return new double[][] {
      {-0.60089, 0.60983, -1.924315, 1.77593},
      {-0.653216, 0.667992, -1.9214285, 1.733457},
      {-0.6946294, 0.6656928, -1.88953065, 1.6531263}
    };
  }

  @Test
  void step_noMomentum_isTheGradientTimesTheRate() {
    Sgd plain = new Sgd(0.5);
    float[] x = {1f, -2f};
    OptimizerState state = plain.start(2);
    plain.step(x, new float[] {0.25f, 1f}, state);
    plain.step(x, new float[] {0.25f, 1f}, state);
    assertThat((double) x[0]).isCloseTo(0.75, within(0.0));
    assertThat((double) x[1]).isCloseTo(-3, within(0.0));
    assertThat(state.moments()).isEmpty();
  }
}

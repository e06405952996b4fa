package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LionTest extends OptimizerKit {
  @Override
  Optimizer optimizer() {
    return new Lion(0.005, 0.9, 0.99, 0);
  }

  @Override
  Optimizer goldenOptimizer() {
    return new Lion(0.01, 0.9, 0.99, 0.1);
  }

  @Override
  double[][] golden() {
    return new double[][] {
      {-0.5919974, 0.5597497, -1.9097983, 1.7286796},
      {-0.601405403, 0.56918995, -1.897888502, 1.71695092},
      {-0.590803997, 0.55862076, -1.885990613, 1.705233969}
    };
  }

  @Test
  void step_gradientOfAnySize_movesByTheRate() {
    float[] x = new float[5];
    Lion lion = new Lion(0.25, 0.9, 0.99, 0);
    lion.step(x, new float[] {1e-36f, -1e-36f, 1e30f, -1e30f, 0f}, lion.start(5));
    assertThat(x).containsExactly(-0.25f, 0.25f, -0.25f, 0.25f, 0f);
  }
}

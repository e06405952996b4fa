package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AdamTest extends OptimizerKit {
  @Override
  Optimizer optimizer() {
    return new Adam(0.01, 0.9, 0.999, 1e-8);
  }

  @Override
  Optimizer goldenOptimizer() {
    return optimizer();
  }

  @Override
  double[][] golden() {
    return new double[][] {
      {-0.592600003, 0.5603, -1.9117, 1.7304},
      {-0.599825124, 0.567552502, -1.911037451, 1.727468954},
      {-0.604709464, 0.567370936, -1.906373074, 1.723034028}
    };
  }

  /** The bias corrections make the first step exactly one learning rate long, by hand. */
  @Test
  void step_first_isOneLearningRateLong() {
    float[] x = {1f, 1f};
    Optimizer adam = optimizer();
    adam.step(x, new float[] {250f, -1e-3f}, adam.start(2));
    assertThat((double) x[0]).isCloseTo(0.99, within(1e-6));
    assertThat((double) x[1]).isCloseTo(1.01, within(1e-5));
  }

  @Test
  void new_optionOutOfItsBounds_saysWhich() {
    assertThatThrownBy(() -> new Adam(0.01, 1, 0.999, 1e-8))
        .hasMessage("expected beta1 in [0, 1), got 1.0");
    assertThatThrownBy(() -> new Adam(Double.NaN, 0.9, 0.999, 1e-8))
        .hasMessage("expected learningRate > 0, got NaN");
  }
}

package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AdamTest extends OptimizerKit {
  @Override
  Optimizer optimizer() {
    return new Adam(0.01, 0.9, 0.999, 1e-8);
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
}

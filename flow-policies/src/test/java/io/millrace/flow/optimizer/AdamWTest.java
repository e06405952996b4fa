package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AdamWTest extends OptimizerKit {
  @Override
  Optimizer optimizer() {
    return new AdamW(0.01, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  Optimizer goldenOptimizer() {
    return new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1);
  }

  @Override
  double[][] golden() {
    return new double[][] {
      {-0.591997403, 0.5597497, -1.9097983, 1.7286796},
      {-0.598630527, 0.566442453, -1.907225953, 1.724019875},
      {-0.602916236, 0.565694444, -1.90065435, 1.717860928}
    };
  }

  @Test
  void step_noGradient_onlyDecays() {
    float[] x = {1f, -2f};
    goldenOptimizer().step(x, new float[2], goldenOptimizer().start(2));
    assertThat((double) x[0]).isCloseTo(0.999, within(1e-7));
    assertThat((double) x[1]).isCloseTo(-1.998, within(2e-7));
  }

  @Test
  void step_noDecay_isAdamToTheBit() {
    float[] x = numbers(1, 50);
    float[] y = x.clone();
    Optimizer adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    optimizer().step(x, numbers(2, 50), optimizer().start(50));
    adam.step(y, numbers(2, 50), adam.start(50));
    assertThat(x).containsExactly(y);
  }
}

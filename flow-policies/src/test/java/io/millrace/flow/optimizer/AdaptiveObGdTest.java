package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The golden numbers of streaming-systems-and-peers.md, stream-x. */
final class AdaptiveObGdTest extends TraceOptimizerKit {
  @Override
  TraceOptimizer optimizer(double learningRate) {
    return new AdaptiveObGd(learningRate, 0.99, 0.8, KAPPA, 0.999, 1e-8);
  }

  @Test
  void step_goldenSamples_giveTheGoldenTable() {
    float[] w = new float[2];
    OptimizerState state = optimizer(1).start(2);
    optimizer(1).step(w, new float[] {1f, 0f}, 1, state, false);
    assertThat((double) w[0]).isCloseTo(0.5, within(1e-6));
    assertThat((double) w[1]).isZero();
    double step = optimizer(1).step(w, new float[] {0f, 1f}, -2, state, false);
    float[] v = state.moments()[1];
    assertThat((double) v[0]).isCloseTo(0.00350806, within(1e-8));
    assertThat((double) v[1]).isCloseTo(0.004, within(1e-8));
    assertThat(step).isCloseTo(1 / 5.21915343, within(1e-6));
    assertThat((double) w[0]).isCloseTo(0.27089833, within(1e-6));
    assertThat((double) w[1]).isCloseTo(-0.27089833, within(1e-6));
  }
}

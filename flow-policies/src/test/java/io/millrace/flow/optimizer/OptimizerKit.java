package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What every optimizer promises. Extend it for a new one. */
abstract class OptimizerKit {
  /** An optimizer that finds the bottom of a unit bowl in a few hundred steps. */
  abstract Optimizer optimizer();

  @Test
  void step_onAQuadraticBowl_reachesTheBottom() {
    float[] x = {1f, -2f, 0.5f};
    OptimizerState state = optimizer().start(3);
    for (int i = 0; i < 2_000; i++) {
      optimizer().step(x, new float[] {x[0], 2 * x[1], 3 * x[2]}, state);
    }
    for (float coordinate : x) {
      assertThat((double) coordinate).isCloseTo(0, within(2e-2));
    }
  }

  @Test
  void step_zeroGradientFromTheStart_changesNothing() {
    float[] x = {1f, -2f};
    OptimizerState state = optimizer().start(2);
    optimizer().step(x, new float[2], state);
    assertThat(x).containsExactly(1f, -2f);
    assertThat(state.steps()).isEqualTo(1);
  }
}

package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The golden numbers of streaming-systems-and-peers.md, stream-x. */
final class ObGdTest extends TraceOptimizerKit {
  @Override
  TraceOptimizer optimizer(double learningRate) {
    return new ObGd(learningRate, 0.99, 0.8, KAPPA);
  }

  @Test
  void step_goldenSamples_giveTheGoldenTable() {
    float[][] x = {{1f, 0f}, {0f, 1f}, {.1f, -.1f}};
    double[] delta = {1, -2, .5};
    double[][] trace = {{1, 0}, {0.792, 1}, {0.727264, 0.692}};
    double[] step = {0.5, 0.139508928571, 0.352295274170};
    double[][] weights = {
      {0.5, 0}, {0.279017857143, -0.279017857143}, {0.407123692280, -0.157123692280}
    };
    float[] w = new float[2];
    OptimizerState state = optimizer(1).start(2);
    for (int i = 0; i < x.length; i++) {
      assertThat(optimizer(1).step(w, x[i], delta[i], state, false))
          .as("step %d", i)
          .isCloseTo(step[i], within(1e-7));
      for (int j = 0; j < 2; j++) {
        assertThat((double) state.moments()[0][j]).isCloseTo(trace[i][j], within(1e-7));
        assertThat((double) w[j]).as("step %d", i).isCloseTo(weights[i][j], within(1e-7));
      }
    }
  }

  @Test
  void step_withinTheBound_usesTheLearningRate() {
    float[] w = new float[2];
    assertThat(optimizer(1).step(w, new float[] {.1f, .2f}, .5, optimizer(1).start(2), false))
        .isEqualTo(1);
    assertThat((double) w[0]).isCloseTo(.05, within(1e-8));
    assertThat((double) w[1]).isCloseTo(.10, within(1e-8));
  }

  @Test
  void step_linearFixedTarget_contractsTheDifference() {
    assertThat(differenceAfter(new float[] {.3f, -.4f, .5f}, 2))
        .isCloseTo(1.7916666667, within(1e-6));
  }

  /** The sheet's honest limit: it can overshoot where features are not normalized. */
  @Test
  void step_longFeatures_overshootALittle() {
    assertThat(differenceAfter(new float[] {3f, -4f, 5f}, 2)).isCloseTo(-0.0833333, within(1e-6));
  }

  private double differenceAfter(float[] x, double delta) {
    float[] w = new float[3];
    optimizer(1).step(w, x.clone(), delta, optimizer(1).start(3), false);
    double moved = 0;
    for (int i = 0; i < 3; i++) {
      moved += (double) w[i] * x[i];
    }
    return delta - moved;
  }

  /** Two states in a row, rewards 0 then 1, tabular features: the values are 0.99 and 1. */
  @Test
  void step_chainOfTwoStates_convergesToItsValues() {
    double[][] expected = {{0.220982, 0.279018}, {0.407929, 0.480185}, {0.943183, 0.962047}};
    float[] w = new float[2];
    OptimizerState state = optimizer(1).start(2);
    for (int episode = 1; episode <= 60; episode++) {
      optimizer(1).step(w, new float[] {1f, 0f}, 0.99 * w[1] - w[0], state, false);
      optimizer(1).step(w, new float[] {0f, 1f}, 1.0 - w[1], state, true);
      int row = episode == 1 ? 0 : episode == 2 ? 1 : episode == 10 ? 2 : -1;
      if (row >= 0) {
        assertThat((double) w[0])
            .as("episode %d", episode)
            .isCloseTo(expected[row][0], within(1e-6));
        assertThat((double) w[1])
            .as("episode %d", episode)
            .isCloseTo(expected[row][1], within(1e-6));
      }
    }
    assertThat((double) w[0]).isCloseTo(0.99, within(2e-7));
    assertThat((double) w[1]).isCloseTo(1, within(2e-7));
  }
}

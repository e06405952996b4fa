package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoClusterTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new TwoCluster()));
  }

  /** By hand: within 0.2 of 0.7 or -0.7. */
  @ParameterizedTest
  @CsvSource({
    "0.01, 0.7, 1",
    "0.008, 0.51, 1",
    "0.01, 0.49, 0",
    "0.01, -0.7, 0",
    "-0.01, -0.89, 1",
    "-0.012, 0.7, 0",
  })
  void step_goldenTransition_matches(double x, float action, double reward) {
    Environment environment = create();
    StepResult out = new StepResult(1);
    environment.setState(new double[] {x});
    environment.step(new float[] {action}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(out.observation()).containsExactly((float) x);
    assertThat(environment.success()).isEqualTo(reward == 1);
  }

  @Test
  void demonstrate_manyPairs_areExactInBothClusters() {
    int n = 10_000;
    float[][] observations = new float[n][1];
    float[][] actions = new float[n][1];
    new TwoCluster().demonstrate(new RandomSource(9), observations, actions);
    double right = 0;
    double spread = 0;
    double inner = 0;
    for (int i = 0; i < n; i++) {
      double side = Math.signum(observations[i][0]);
      right += side > 0 ? 1.0 / n : 0;
      spread += Math.pow(actions[i][0] - 0.7 * side, 2) / n;
      inner += Math.pow(observations[i][0] - 0.01 * side, 2) / n;
    }
    assertThat(right).isCloseTo(0.5, within(0.02));
    assertThat(Math.sqrt(spread)).isCloseTo(0.02, within(0.001));
    assertThat(Math.sqrt(inner)).isCloseTo(0.002, within(0.0001));
  }
}

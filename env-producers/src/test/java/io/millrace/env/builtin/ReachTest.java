package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new Reach()));
  }

  /** By hand: -(a - s)^2, success below 0.2. */
  @ParameterizedTest
  @CsvSource({"1, 0.5, -0.25, false", "-1, 0.5, -2.25, false", "1, 1.125, -0.015625, true"})
  void step_goldenTransition_matches(double s, float action, double reward, boolean success) {
    Environment environment = create();
    StepResult out = new StepResult(1);
    environment.setState(new double[] {s});
    environment.step(new float[] {action}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isEqualTo(success);
    assertThat(environment.attributes())
        .containsEntry("error", Double.toString(Math.sqrt(-reward)));
  }

  /** mean |a - s| starts at 1.0: the flow-grpo sheet, section 0.9, E3. */
  @Test
  void demonstrate_manyPairs_ignoreTheState() {
    int n = 20_000;
    float[][] observations = new float[n][1];
    float[][] actions = new float[n][1];
    new Reach().demonstrate(new RandomSource(3), observations, actions);
    double places = 0;
    double error = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      places += observations[i][0] / n;
      error += Math.abs(actions[i][0] - observations[i][0]) / n;
      squares += actions[i][0] * actions[i][0] / n;
    }
    assertThat(places).isCloseTo(0, within(0.03));
    assertThat(error).isCloseTo(1, within(0.01));
    assertThat(squares).isCloseTo(0.0625, within(0.002));
  }

  @Test
  void summarize_twoEpisodes_meansTheError() {
    List<EpisodeOutcome> episodes =
        List.of(
            new EpisodeOutcome(-1, 1, false, Map.of("error", "1.0")),
            new EpisodeOutcome(-0.25, 1, false, Map.of("error", "0.5")));
    assertThat(new ReachProvider().summarize(episodes)).isEqualTo(Map.of("error", 0.75));
  }
}

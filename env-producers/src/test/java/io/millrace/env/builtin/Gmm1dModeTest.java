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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gmm1dModeTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return create(Optional.empty());
  }

  private static Environment create(Optional<Integer> prompt) {
    return TimeLimit.of(new SimulatedEnvironment(new Gmm1dMode(new Gmm1dMode.Options(prompt))));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.01, 1", "1, -3, 0", "0, -0.01, 1", "0, 40, 0", "0, 0, 0", "1, 0, 0"})
  void step_signAgainstPrompt_rewardsTheRightMode(double prompt, float action, double reward) {
    Environment environment = create();
    StepResult out = new StepResult(2);
    environment.setState(new double[] {prompt});
    environment.step(new float[] {action}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isEqualTo(reward == 1);
    assertThat(environment.state()).containsExactly(prompt);
    assertThat(environment.attributes()).containsEntry("prompt", prompt == 1 ? "1" : "0");
    assertThat(environment.attributes()).containsEntry("action", Float.toString(action));
  }

  @Test
  void reset_seeds_showBothPromptsEquallyOften() {
    Environment environment = create();
    float[] observation = new float[2];
    int ones = 0;
    for (int seed = 0; seed < 1000; seed++) {
      environment.reset(seed, observation);
      assertThat(observation[0] + observation[1]).isEqualTo(1);
      ones += (int) observation[1];
    }
    assertThat(ones).isBetween(430, 570);
  }

  @Test
  void reset_fixedPrompt_showsIt() {
    float[] observation = new float[2];
    for (int seed = 0; seed < 20; seed++) {
      create(Optional.of(1)).reset(seed, observation);
      assertThat(observation).containsExactly(0, 1);
      create(Optional.of(0)).reset(seed, observation);
      assertThat(observation).containsExactly(1, 0);
    }
  }

  @Test
  void demonstrate_manyPairs_haveBothModesWhateverThePrompt() {
    int n = 20_000;
    float[][] observations = new float[n][2];
    float[][] actions = new float[n][1];
    new Gmm1dMode(new Gmm1dMode.Options(Optional.empty()))
        .demonstrate(new RandomSource(11), observations, actions);
    double[] count = new double[2];
    double[] right = new double[2];
    double spread = 0;
    for (int i = 0; i < n; i++) {
      int prompt = (int) observations[i][1];
      count[prompt]++;
      right[prompt] += actions[i][0] > 0 ? 1 : 0;
      double offset = Math.abs(actions[i][0]) - 2;
      spread += offset * offset / n;
    }
    assertThat(count[1] / n).isCloseTo(0.5, within(0.02));
    assertThat(right[0] / count[0]).isCloseTo(0.5, within(0.02));
    assertThat(right[1] / count[1]).isCloseTo(0.5, within(0.02));
    // Variance of each mode.
    assertThat(spread).isCloseTo(0.25, within(0.01));
  }

  @Test
  void summarize_bothModes_tellsTheirCenterAndSpread() {
    List<EpisodeOutcome> episodes =
        List.of("-1.5", "-2.5", "1.5", "2.5", "1.5").stream()
            .map(action -> new EpisodeOutcome(1, 1, true, Map.of("action", action)))
            .toList();
    Map<String, Double> figures = new Gmm1dModeProvider().summarize(episodes);
    assertThat(figures).containsOnlyKeys("center", "spread");
    assertThat(figures.get("center")).isCloseTo(1.9, within(1e-12));
    // Distances 1.5 three times and 2.5 twice: variance .6 * .4.
    assertThat(figures.get("spread")).isCloseTo(Math.sqrt(0.24), within(1e-12));
  }

  @Test
  void demonstrate_withAnAccuracy_obeyThePromptSoOften() {
    float[][] observations = new float[4_000][2];
    float[][] actions = new float[4_000][1];
    new Gmm1dMode(new Gmm1dMode.Options(Optional.empty(), Optional.of(0.8)))
        .demonstrate(new RandomSource(12), observations, actions);
    int right = 0;
    for (int i = 0; i < actions.length; i++) {
      right += (actions[i][0] > 0) == (observations[i][1] == 1) ? 1 : 0;
    }
    assertThat(right / 4_000.0).as("seed 12").isCloseTo(0.8, within(0.02));
  }
}

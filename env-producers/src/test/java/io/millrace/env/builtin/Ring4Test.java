package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ring4Test extends EnvironmentKit {

  @Override
  protected Environment create() {
    return create(0);
  }

  private static Environment create(int target) {
    return TimeLimit.of(new SimulatedEnvironment(new Ring4(new Ring4.Options(target))));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 3, 0", "2, 2, 1", "2, 0, 0"})
  void step_token_rewardsTheTarget(int target, float token, double reward) {
    Environment environment = create(target);
    StepResult out = new StepResult(0);
    environment.setState(new double[0]);
    environment.step(new float[] {token}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isEqualTo(reward == 1);
    assertThat(environment.attributes()).containsEntry("token", Integer.toString((int) token));
  }

  @ParameterizedTest
  @CsvSource({"-1", "4", "0.5"})
  void step_noToken_throws(float action) {
    Environment environment = create();
    environment.reset(1, new float[0]);
    assertThatThrownBy(() -> environment.step(new float[] {action}, new StepResult(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ring4");
  }

  @Test
  void demonstrate_manyTokens_areTheData() {
    int n = 20_000;
    float[][] actions = new float[n][1];
    new Ring4(new Ring4.Options(0)).demonstrate(new RandomSource(8), new float[n][0], actions);
    double[] shares = new double[4];
    for (float[] action : actions) {
      shares[(int) action[0]] += 1.0 / n;
    }
    assertThat(shares).containsExactly(new double[] {0.1, 0.2, 0.3, 0.4}, within(0.015));
  }

  @Test
  void summarize_fourEpisodes_tellsSharesAndDistance() {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    for (String token : List.of("0", "0", "2", "3")) {
      episodes.add(new EpisodeOutcome(0, 1, false, Map.of("token", token)));
    }
    Map<String, Double> figures = new Ring4Provider().summarize(episodes);
    assertThat(figures).containsOnlyKeys("token0", "token1", "token2", "token3", "tv");
    assertThat(figures).containsEntry("token0", 0.5).containsEntry("token1", 0.0);
    // (0.4 + 0.2 + 0.05 + 0.15) / 2
    assertThat(figures.get("tv")).isCloseTo(0.4, within(1e-12));
  }
}

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

class Bimodal1dTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return create(2);
  }

  private static Environment create(int clusters) {
    return TimeLimit.of(new SimulatedEnvironment(new Bimodal1d(new Bimodal1d.Options(clusters))));
  }

  /** By hand: within 0.3 of the mode that the cluster names. */
  @ParameterizedTest
  @CsvSource({
    "0, -1, 1, 0",
    "0, -1.25, 1, 0",
    "0, 1, 0, 1",
    "1, 0.75, 1, 1",
    "1, 0.625, 0, -1",
    "1, -1, 0, 0",
  })
  void step_twoClusters_rewardsTheModeOfTheCluster(
      double cluster, float action, double reward, int mode) {
    Environment environment = create(2);
    StepResult out = new StepResult(2);
    environment.setState(new double[] {cluster});
    environment.step(new float[] {action}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(out.observation()).containsExactly((float) (1 - cluster), (float) cluster);
    assertThat(environment.success()).isEqualTo(reward == 1);
    assertThat(environment.attributes().get("mode"))
        .isEqualTo(mode < 0 ? null : Integer.toString(mode));
    assertThat(environment.attributes()).containsEntry("action", Float.toString(action));
  }

  @ParameterizedTest
  @CsvSource({"-1.25, 1", "0.75, 1", "0, 0", "1.5, 0"})
  void step_noClusters_rewardsEitherMode(float action, double reward) {
    Environment environment = create(0);
    StepResult out = new StepResult(0);
    environment.setState(new double[0]);
    environment.step(new float[] {action}, out);
    assertThat(out.reward()).isEqualTo(reward);
  }

  @Test
  void demonstrate_twoClusters_showTheModeOfTheCluster() {
    int n = 5000;
    float[][] observations = new float[n][2];
    float[][] actions = new float[n][1];
    new Bimodal1d(new Bimodal1d.Options(2)).demonstrate(new RandomSource(2), observations, actions);
    for (int i = 0; i < n; i++) {
      assertThat(actions[i][0] > 0).isEqualTo(observations[i][1] == 1);
    }
    assertThat(Bimodal1d.distanceToData(flat(actions))).isLessThan(0.05);
  }

  @Test
  void demonstrate_noClusters_areTheData() {
    float[][] actions = new float[20_000][1];
    new Bimodal1d(new Bimodal1d.Options(0))
        .demonstrate(new RandomSource(6), new float[20_000][0], actions);
    assertThat(Bimodal1d.distanceToData(flat(actions))).isLessThan(0.025);
  }

  /**
   * Quantiles of the data at 1/8, 3/8, 5/8, 7/8: -1 -+ 0.1 * 0.674490 and 1 -+ 0.1 * 0.674490, as
   * 0.674490 is the quartile of a standard normal.
   */
  @Test
  void distanceToData_fewActions_isThatByHand() {
    double q = 0.0674490;
    double[] quantiles = {1 + q, -1 + q, 1 - q, -1 - q};
    assertThat(Bimodal1d.distanceToData(quantiles)).isCloseTo(0, within(1e-6));
    assertThat(Bimodal1d.distanceToData(new double[] {1.3, 1.3, -0.7, -0.7}))
        .isCloseTo(0.3, within(1e-6));
    // All on one mode: half of the mass is 2 away, and a point has no spread.
    assertThat(Bimodal1d.distanceToData(new double[] {1, 1, 1, 1}))
        .isCloseTo(1 + q / 2, within(1e-6));
  }

  @Test
  void summarize_fourEpisodes_tellsSharesAndDistance() {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    for (String action : List.of("-1.0", "1.0", "1.0", "5.0")) {
      Map<String, String> attributes =
          action.equals("5.0")
              ? Map.of("action", action)
              : Map.of("action", action, "mode", action.equals("1.0") ? "1" : "0");
      episodes.add(new EpisodeOutcome(1, 1, true, attributes));
    }
    Map<String, Double> figures = new Bimodal1dProvider().summarize(episodes);
    assertThat(figures).containsOnlyKeys("mode0", "mode1", "modes-alive", "w1");
    assertThat(figures).containsEntry("mode0", 0.25).containsEntry("mode1", 0.5);
    // (q + (2 - q) + q + (4 - q)) / 4
    assertThat(figures.get("w1")).isCloseTo(1.5, within(1e-6));
  }

  @Test
  void options_oneCluster_refused() {
    assertThatThrownBy(() -> new Bimodal1d.Options(1)).hasMessageContaining("clusters=1");
  }

  private static double[] flat(float[][] actions) {
    double[] flat = new double[actions.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = actions[i][0];
    }
    return flat;
  }
}

package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.recipe.EnvironmentShape;
import io.millrace.recipe.RecipeException;
import io.millrace.recipe.RecipeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityFlowTest extends EnvironmentKit {

  private static CityFlow.Options grid(String grid, double horizon, TrafficReward reward) {
    return new CityFlow.Options(
        Optional.empty(), Optional.empty(), grid, horizon, 10, 5, 1, reward);
  }

  private static CityFlow environment(CityFlow.Options options) {
    return new CityFlow(options.scenario(), options);
  }

  @Override
  protected Environment create() {
    return TimeLimit.of(environment(grid("2x1", 300, TrafficReward.PRESSURE)));
  }

  /** Plays one signal by a rule; minus the sum of the rewards. */
  private static double costs(CityFlow environment, SignalController rule, CityFlow.Options o) {
    TrafficEngine mirror = new TrafficEngine(o.scenario(), 1);
    Signal signal = Signal.of(o.scenario().network()).get(0);
    StepResult out = StepResult.of(environment.spec());
    environment.reset(1, new float[environment.spec().jointObservationSize()]);
    double sum = 0;
    do {
      mirror.setState(environment.state());
      environment.step(new float[] {rule.choose(mirror, signal)}, out);
      sum -= out.reward();
    } while (!out.done());
    return sum;
  }

  @Test
  void step_travelReward_sumsToTheAverageTravelTime() {
    CityFlow.Options options = grid("1x1", 1800, TrafficReward.TRAVEL);
    CityFlow environment = environment(options);
    double costs = costs(environment, new MaxPressure(), options);
    // CityFlow's own figure for this rule.
    assertThat(Double.parseDouble(environment.attributes().get("averageTravelTime")))
        .isCloseTo(81.6939, within(5e-5));
    assertThat(costs).isCloseTo(81.6939, within(5e-5));
  }

  @Test
  void step_queueReward_isTheMeanOfTheWaitingOverTheDecisions() {
    CityFlow.Options options = grid("1x1", 1800, TrafficReward.QUEUE);
    double costs = costs(environment(options), new LongestQueue(), options);
    // 23.2972 wait on average over 1800 s, which are 180 decision times.
    assertThat(costs).isCloseTo(23.2972 * 180, within(0.01));
  }

  @Test
  void step_nineSignals_travelRewardsSumToTheAverageTravelTime() {
    CityFlow.Options options = grid("3x3", 600, TrafficReward.TRAVEL);
    CityFlow environment = environment(options);
    StepResult out = StepResult.of(environment.spec());
    environment.reset(1, new float[environment.spec().jointObservationSize()]);
    double sum = 0;
    int decisions = 0;
    do {
      float[] groups = new float[9];
      for (int s = 0; s < 9; s++) {
        groups[s] = (decisions / 3 + s) % 4;
      }
      environment.step(groups, out);
      decisions++;
      for (int s = 0; s < 9; s++) {
        sum -= out.reward(s);
      }
    } while (!out.done());
    double travelTime = Double.parseDouble(environment.attributes().get("averageTravelTime"));
    assertThat(sum).isCloseTo(travelTime, within(1e-6));
  }

  @Test
  void step_keepingTheGroup_takesTenSecondsAndChangingFifteen() {
    CityFlow environment = environment(grid("1x1", 1800, TrafficReward.QUEUE));
    StepResult out = StepResult.of(environment.spec());
    environment.reset(1, new float[28]);
    environment.step(new float[] {0}, out);
    assertThat(environment.state()[0]).isEqualTo(10);
    environment.step(new float[] {2}, out);
    assertThat(environment.state()[0]).isEqualTo(25);
    assertThat(out.observation()).hasSize(28);
    assertThat(out.observation()[24 + 2]).isEqualTo(1);
    assertThat(out.observation()[24]).isZero();
  }

  @Test
  void observe_vehicles_areSharesOfTheRoomOfTheirLane() {
    CityFlow environment = environment(grid("1x1", 1800, TrafficReward.QUEUE));
    StepResult out = StepResult.of(environment.spec());
    environment.reset(1, new float[28]);
    for (int k = 0; k < 3; k++) {
      environment.step(new float[] {3}, out);
    }
    // After 35 s of red for it the eastbound straight lane holds the vehicles of t = 0, 7 .. 28 (36
    // fit), the first of which waits; the one of t = 35 comes with the next step.
    int lane = -1;
    for (int l = 0; l < 12; l++) {
      if (out.observation()[l] > 4.5f / 36) {
        assertThat(lane).isEqualTo(-1);
        lane = l;
      }
    }
    assertThat(out.observation()[lane]).isEqualTo(5f / 36);
    assertThat(out.observation()[12 + lane] * 36).isBetween(0.99f, 3.01f);
  }

  @Test
  void step_choiceOutOfRange_names() {
    CityFlow environment = environment(grid("1x1", 1800, TrafficReward.QUEUE));
    environment.reset(1, new float[28]);
    assertThatThrownBy(() -> environment.step(new float[] {4}, StepResult.of(environment.spec())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signal=intersection_1_1 value=4.0");
  }

  @Test
  void setState_brokenNumbers_refused() {
    CityFlow environment = environment(grid("1x1", 1800, TrafficReward.QUEUE));
    environment.reset(1, new float[28]);
    environment.step(new float[] {0}, StepResult.of(environment.spec()));
    double[] state = environment.state();
    for (int i = 0; i < state.length; i++) {
      double[] broken = state.clone();
      broken[i] = Double.NaN;
      assertThatThrownBy(() -> environment.setState(broken))
          .isInstanceOf(IllegalArgumentException.class);
    }
    environment.setState(state);
    assertThat(environment.state()).isEqualTo(state);
  }

  @Test
  void options_files_readLikeTheGridThatWroteThem(@TempDir Path folder) throws Exception {
    GridScenario grid = new GridScenario(1, 1, 1800);
    Path roadnet = Files.writeString(folder.resolve("roadnet.json"), grid.roadnet());
    Path flow = Files.writeString(folder.resolve("flow.json"), grid.flow());
    CityFlow.Options options =
        new CityFlow.Options(
            Optional.of(roadnet.toString()),
            Optional.of(flow.toString()),
            "3x3",
            1800,
            10,
            5,
            1,
            TrafficReward.QUEUE);
    CityFlowProvider provider = new CityFlowProvider();
    assertThat(provider.agents(options)).isEqualTo(1);
    assertThat(provider.shape(options)).isEqualTo(EnvironmentShape.ofChoices(28, 4));
    assertThat(ControlledTraffic.play(options.scenario(), new MaxPressure(), options).decisions())
        .isEqualTo(125);
  }

  @Test
  void options_oneFileWithoutTheOther_refused() {
    CityFlow.Options options =
        new CityFlow.Options(
            Optional.of("x.json"), Optional.empty(), "1x1", 10, 10, 5, 1, TrafficReward.QUEUE);
    assertThatThrownBy(options::scenario)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("roadnet=x.json flow=-");
  }

  @Test
  void recipe_oneFileWithoutTheOther_isAProblemOfTheRecipe() {
    Path recipe = Path.of("..", "recipes", "cityflow-grid.yaml");
    assertThatThrownBy(() -> RecipeReader.read(recipe, List.of("environment.roadnet=x.json")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("environment: expected both files or none")
        .hasMessageContaining("roadnet=x.json flow=-");
  }

  @Test
  void provider_grid_hasAnAgentForEachSignal() {
    CityFlow.Options options = grid("3x3", 600, TrafficReward.QUEUE);
    CityFlowProvider provider = new CityFlowProvider();
    assertThat(provider.agents(options)).isEqualTo(9);
    Environment environment = EnvironmentFactory.of(provider, options).create();
    assertThat(environment.spec().agents()).isEqualTo(9);
  }

  @Test
  void summarize_episodes_givesMeans() {
    Map<String, String> first =
        Map.of("averageTravelTime", "80", "waiting", "20", "throughput", "2000");
    Map<String, String> second =
        Map.of("averageTravelTime", "90", "waiting", "30", "throughput", "1900");
    assertThat(
            new CityFlowProvider()
                .summarize(
                    List.of(
                        new EpisodeOutcome(0, 1, null, first),
                        new EpisodeOutcome(0, 1, null, second))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("averageTravelTime", 85.0, "waiting", 25.0, "throughput", 1950.0));
  }
}

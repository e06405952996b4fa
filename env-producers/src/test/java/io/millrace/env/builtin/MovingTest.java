package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
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

class MovingTest extends EnvironmentKit {

  private static final Moving.Options STANDARD = Moving.Options.standard();
  private static final Moving.Options FROM_THE_AGENT =
      new Moving.Options(Math.PI / 2, 0.5, 0.1, 0.005, 200, 0.001, Moving.View.AGENT);
  private static final int EPISODES = 400;

  @Override
  protected Environment create() {
    return create(STANDARD);
  }

  private static Environment create(Moving.Options options) {
    return TimeLimit.of(new SimulatedEnvironment(new Moving(options)));
  }

  /** By hand, from the definition; the target is at (0.1, 0) throughout. */
  @ParameterizedTest
  @CsvSource({
    // accelerate by half; by more than all; by less than nothing
    "0, 0, 0, 0, 0,  0.5, 0.7, 0,  0.00125, 0, 0.25, 0,  0.00025, false,",
    "0, 0, 0, 0, 0,  7, 0, 0,  0.0025, 0, 0.5, 0,  0.0015, false,",
    "0, 0, 1, 0, 0,  -3, 0, 0,  0.005, 0, 1, 0,  0.004, false,",
    // turn right by 90 degrees, which is 270 to the left; left by half; beyond the clip
    "0.1, 0, 1, 0, 5,  1, -1, 1,  0.1, -0.005, 1, 4.71238898038469,  -0.006, false,",
    "0, 0, 0, 6, 5,  1, 0.5, 1,  0, 0, 0, 0.5022128562178612,  -0.001, false,",
    "0, 0, 0, 0, 5,  1, 9, 1,  0, 0, 0, 1.5707963267948966,  -0.001, false,",
    // brake: by 0.1, or to a stand; here that is inside the target
    "0.2, 0, 0.3, 0, 9,  1, 1, 2,  0.201, 0, 0.2, 0,  -0.002, false,",
    "0.05, 0, 0.05, 0, 9,  1, 1, 2,  0.05, 0, 0, 0,  0.999, true, target",
    // at a distance of just the radius nothing is reached yet
    "0, 0, 0.05, 0, 9,  0, 0, 2,  0, 0, 0, 0,  -0.001, false,",
    // over the edge; one step too many; arrived with the last step
    "0.999, 0, 1, 0, 9,  0, 0, 0,  1.004, 0, 1, 0,  -1, true, wall",
    "0.5, 0, 0, 0, 200,  0, 0, 0,  0.5, 0, 0, 0,  -1, true, time",
    "0.05, 0, 0.05, 0, 200,  0, 0, 2,  0.05, 0, 0, 0,  0.999, true, target",
  })
  void step_goldenTransition_matches(
      double x,
      double y,
      double speed,
      double heading,
      double steps,
      float acceleration,
      float turn,
      float choice,
      double nextX,
      double nextY,
      double nextSpeed,
      double nextHeading,
      double reward,
      boolean done,
      String end) {
    Environment environment = create();
    StepResult out = new StepResult(10);
    environment.setState(new double[] {x, y, speed, heading, 0.1, 0, steps});
    environment.step(new float[] {acceleration, turn, choice}, out);

    double[] expected = {nextX, nextY, nextSpeed, nextHeading, 0.1, 0, steps + 1};
    assertThat(environment.state()).containsExactly(expected, within(1e-12));
    assertThat(out.reward()).isCloseTo(reward, within(nextY == 0 ? 1e-12 : 2e-4));
    assertThat(out.terminated()).isEqualTo(done);
    assertThat(out.truncated()).isFalse();
    assertThat(environment.success()).isEqualTo("target".equals(end));
    assertThat(environment.attributes().get("end")).isEqualTo(end);
  }

  /** Heading north, the target 0.3 to the north and 0.4 to the west. */
  @Test
  void observe_eitherView_tellsTheTargetsPlace() {
    double[] state = {0.5, 0.1, 2, Math.PI / 2, 0.1, 0.4, 50};
    float[] seen = new float[10];
    Environment world = create();
    world.setState(state);
    world.observe(seen);
    assertThat(seen)
        .containsExactly(
            new float[] {0.5f, 0.1f, 2, 0, 1, 0.1f, 0.4f, 0.5f, 0, 0.25f}, within(1e-6f));
    Environment agent = create(FROM_THE_AGENT);
    agent.setState(state);
    agent.observe(seen);
    assertThat(seen)
        .containsExactly(
            new float[] {0.5f, 0.1f, 2, 0, 1, 0.3f, 0.4f, 0.5f, 0, 0.25f}, within(1e-6f));
  }

  @Test
  void observe_atTheRim_isInside() {
    Environment environment = create();
    environment.setState(new double[] {0, 0, 0, 0, 0.1, 0, 0});
    float[] seen = new float[10];
    environment.observe(seen);
    assertThat(seen[8]).isEqualTo(1);
  }

  @Test
  void spec_isNumbersAndAChoice() {
    assertThat(create().spec().actionSpace())
        .isEqualTo(
            new ActionSpace.Mixed(
                new ActionSpace.Box(new float[] {0, -1}, new float[] {1, 1}),
                new ActionSpace.MultiDiscrete(3)));
    assertThat(create().spec().maxEpisodeSteps()).isEqualTo(201);
  }

  /** What the recipe is compared with; both figures stand in it. */
  @Test
  void rule_manyEpisodes_drivesToTheTargetAndRandomActionsDoNot() {
    MovingRule rule = new MovingRule(new Moving(STANDARD));
    RandomSource random = new RandomSource(5);
    double[] driven = play((state, action) -> rule.act(state, action));
    double[] drawn =
        play(
            (state, action) -> {
              action[0] = (float) random.nextDouble();
              action[1] = (float) (2 * random.nextDouble() - 1);
              action[2] = random.nextInt(3);
            });
    System.out.printf(
        "rule: return %.3f success %.3f; random: return %.3f success %.3f%n",
        driven[0], driven[1], drawn[0], drawn[1]);
    assertThat(driven[1]).isGreaterThan(0.98);
    assertThat(driven[0]).isBetween(1.7, 2.0);
    assertThat(drawn[1]).isLessThan(0.05);
    assertThat(drawn[0]).isLessThan(-0.8);
  }

  private interface Driver {
    void act(double[] state, float[] action);
  }

  /** Mean return and share of successes. */
  private static double[] play(Driver driver) {
    Environment environment = create(STANDARD);
    StepResult out = StepResult.of(environment.spec());
    float[] action = new float[3];
    double sum = 0;
    int successes = 0;
    for (int seed = 0; seed < EPISODES; seed++) {
      environment.reset(seed, out.observation());
      do {
        driver.act(environment.state(), action);
        environment.step(action, out);
        sum += out.reward();
      } while (!out.done());
      successes += environment.success() ? 1 : 0;
    }
    return new double[] {sum / EPISODES, (double) successes / EPISODES};
  }

  @Test
  void demonstrations_forPolicies_areScoresOfTheRulesChoices() {
    EnvironmentFactory factory = EnvironmentFactory.of(new MovingProvider(), STANDARD);
    float[][] observations = new float[300][10];
    float[][] scored = new float[300][5];
    factory.demonstrations().orElseThrow().demonstrate(new RandomSource(3), observations, scored);
    boolean[] seen = new boolean[3];
    for (float[] row : scored) {
      assertThat(row[0]).isBetween(0f, 1f);
      assertThat(row[1]).isBetween(-1f, 1f);
      int best = 0;
      for (int option = 0; option < 3; option++) {
        assertThat(Math.abs(row[2 + option])).isEqualTo(1);
        best = row[2 + option] > row[2 + best] ? option : best;
      }
      assertThat(row[2] + row[3] + row[4]).isEqualTo(-1);
      seen[best] = true;
    }
    assertThat(seen).containsExactly(true, true, true);
  }

  @Test
  void summarize_fourEpisodes_tellsHowTheyEnded() {
    List<EpisodeOutcome> episodes =
        List.of(
            new EpisodeOutcome(2, 60, true, Map.of("end", "target")),
            new EpisodeOutcome(-1, 9, false, Map.of("end", "wall")),
            new EpisodeOutcome(-1, 9, false, Map.of("end", "wall")),
            new EpisodeOutcome(-1, 201, false, Map.of("end", "time")));
    assertThat(new MovingProvider().summarize(episodes))
        .isEqualTo(Map.of("wall", 0.5, "time", 0.25));
  }

  @Test
  void shape_scoresBesideTheBox_areTold() {
    var shape = new MovingProvider().shape(STANDARD);
    assertThat(shape.actionSize()).isEqualTo(5);
    assertThat(shape.actionCenter()).containsExactly(0.5f, 0, 0, 0, 0);
    assertThat(shape.actionScale()).containsExactly(0.5f, 1, 1, 1, 1);
    assertThat(shape.choices()).isNull();
    assertThat(Optional.of(shape.scored())).isEqualTo(new ActionSpace.MultiDiscrete(3).choices());
  }
}

package io.millrace.env.robot;

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
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden cycles: the closed forms of the two cycles of one glass, and steps by hand. */
class GlassRobotTest extends EnvironmentKit {

  /** Two chambers: pick at 0, 1, 2; place at 1, 2, 3; wait. */
  private static final int PICK = 0;

  private static final int PLACE = 2;
  private static final int WAIT = 6;
  private static final int MASK = 15;
  private static final int SIZE = 22;

  @Override
  protected Environment create() {
    return robot(List.of(3.0, 2.0, 5.0), 2, 2, 0.5, 0.1);
  }

  private static Environment robot(
      List<Double> processing, int arms, double travel, double handling, double dwellCost) {
    return TimeLimit.of(
        new SimulatedEnvironment(
            new GlassRobot(
                new GlassRobot.Options(
                    processing,
                    arms,
                    handling,
                    new GlassRobot.Motion(Travel.Profile.CONSTANT, travel, 2, 1),
                    20,
                    1,
                    4,
                    dwellCost))));
  }

  private static Environment twoChambers(double p1, double p2, double travel, double handling) {
    return robot(List.of(p1, p2), 1, travel, handling, 0);
  }

  private static List<Integer> moves(int... actions) {
    List<Integer> moves = new ArrayList<>();
    for (int action : actions) {
      moves.add(action);
    }
    return moves;
  }

  /** Plays a start and then a cycle again and again; returns the attributes of the end. */
  private static Map<String, String> play(
      Environment robot, List<Integer> start, List<Integer> cycle) {
    StepResult out = StepResult.of(robot.spec());
    robot.reset(0, new float[out.observation().length]);
    for (int action : start) {
      robot.step(new float[] {action}, out);
    }
    for (int i = 0; !out.done(); i++) {
      robot.step(new float[] {cycle.get(i % cycle.size())}, out);
    }
    return robot.attributes();
  }

  private static double secondsPerGlass(Map<String, String> facts) {
    return Double.parseDouble(facts.get("seconds-per-glass"));
  }

  /** The sheet's table: T1 = 6 e + 6 d + p1 + p2, T2 = 4 e + 4 d + max(2 e + 4 d, p1, p2). */
  @ParameterizedTest
  @CsvSource({
    "10, 20, 1, 1, 42, 28",
    "3, 2, 2, 0.5, 20, 19",
    "40, 40, 1, 1, 92, 48",
    "0, 0, 1, 1, 12, 14",
  })
  void play_cyclesOfOneGlass_closedForm(
      double p1, double p2, double travel, double handling, double first, double second) {
    Environment robot = twoChambers(p1, p2, travel, handling);
    List<Integer> s1 = moves(PICK, PLACE + 1, PICK + 1, PLACE + 2, PICK + 2, PLACE + 3);
    assertThat(secondsPerGlass(play(robot, moves(), s1))).isCloseTo(first, within(1e-9));
    List<Integer> filling = moves(PICK, PLACE + 1, PICK + 1, PLACE + 2);
    List<Integer> s2 = moves(PICK, PLACE + 1, PICK + 2, PLACE + 3, PICK + 1, PLACE + 2);
    assertThat(secondsPerGlass(play(robot, filling, s2))).isCloseTo(second, within(1e-9));
  }

  /** By hand: travel 1, handling 1, p = 10 and 20. */
  @Test
  void step_firstGlass_timesAndRewards() {
    Environment robot = twoChambers(10, 20, 1, 1);
    StepResult out = new StepResult(SIZE);
    robot.reset(0, out.observation());
    assertThat(allowed(out.observation())).containsExactly(PICK);
    double[][] expected = {
      // action, clock, position, reward
      {PICK, 1, 0, -1 / 42.0},
      {PLACE + 1, 3, 1, -2 / 42.0},
      {WAIT, 13, 1, -10 / 42.0},
      {PICK + 1, 14, 1, -1 / 42.0},
      {PLACE + 2, 16, 2, -2 / 42.0},
      {PICK + 2, 37, 2, -21 / 42.0},
      {PLACE + 3, 39, 3, 40 / 42.0},
      {PICK, 43, 0, -4 / 42.0},
    };
    for (double[] move : expected) {
      robot.step(new float[] {(float) move[0]}, out);
      assertThat(robot.state()[0]).isCloseTo(move[1], within(1e-12));
      assertThat(robot.state()[1]).isEqualTo(move[2]);
      assertThat(out.reward()).isCloseTo(move[3], within(1e-12));
    }
    assertThat(robot.state()[2]).isEqualTo(1);
    assertThat(robot.state()[3]).isEqualTo(39);
    // Since the last completion 4 s, of the 42 s that a glass takes alone; 19 of 20 to go.
    assertThat(out.observation()[13]).isEqualTo((float) (4 / 42.0));
    assertThat(out.observation()[14]).isEqualTo(0.95f);
  }

  private static List<Integer> allowed(float[] observation) {
    List<Integer> actions = new ArrayList<>();
    for (int action = 0; action < 7; action++) {
      if (observation[MASK + action] == 1) {
        actions.add(action);
      }
    }
    return actions;
  }

  /** One arm and chamber 2 full: glass of chamber 1 could not be put down. */
  @Test
  void step_pickThatNobodyCouldPlace_isForbidden() {
    Environment robot = twoChambers(10, 20, 1, 1);
    StepResult out = new StepResult(SIZE);
    robot.reset(0, out.observation());
    for (int action : new int[] {PICK, PLACE + 1, PICK + 1, PLACE + 2, PICK, PLACE + 1}) {
      robot.step(new float[] {action}, out);
    }
    assertThat(allowed(out.observation())).containsExactly(PICK + 2, WAIT);
    assertThatThrownBy(() -> robot.step(new float[] {PICK + 1}, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment=glass-robot");
  }

  /** Two arms swap: pick the glass of chamber 1 while one for it is held. */
  @Test
  void step_twoArms_swapInAFullChamber() {
    Environment robot = robot(List.of(10.0, 20.0), 2, 1, 1, 0);
    StepResult out = new StepResult(SIZE);
    robot.reset(0, out.observation());
    for (int action : new int[] {PICK, PLACE + 1, PICK}) {
      robot.step(new float[] {action}, out);
    }
    assertThat(allowed(out.observation())).containsExactly(PICK + 1, WAIT);
    robot.step(new float[] {PICK + 1}, out);
    assertThat(allowed(out.observation())).containsExactly(PLACE + 1, PLACE + 2);
  }

  /** Whatever is chosen of what is allowed, the last glass comes: no dead end, no endless wait. */
  @Test
  void play_anyAllowedActions_alwaysEnd() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    RandomSource random = new RandomSource(seed);
    for (int arms = 1; arms <= 2; arms++) {
      for (int chambers = 1; chambers <= 5; chambers++) {
        List<Double> processing = new ArrayList<>();
        for (int chamber = 0; chamber < chambers; chamber++) {
          processing.add(random.nextInt(3) == 0 ? 0 : 30 * random.nextDouble());
        }
        Environment robot = robot(processing, arms, 1, 1, 0);
        playAnything(robot, random);
        assertThat(robot.attributes()).as("%s arms=%d", processing, arms).isNotEmpty();
      }
    }
  }

  private static void playAnything(Environment robot, RandomSource random) {
    StepResult out = StepResult.of(robot.spec());
    int size = out.observation().length;
    int actions = robot.spec().actionSpace().choices().orElseThrow().most();
    robot.reset(0, out.observation());
    do {
      int action;
      do {
        action = random.nextInt(actions);
      } while (out.observation()[size - actions + action] == 0);
      robot.step(new float[] {action}, out);
    } while (!out.done());
  }

  @Test
  void step_glassThatDwellsTooLong_costs() {
    Environment robot = robot(List.of(1.0, 50.0), 1, 1, 1, 0.5);
    StepResult out = new StepResult(SIZE);
    robot.reset(0, out.observation());
    for (int action : new int[] {PICK, PLACE + 1, PICK + 1, PLACE + 2, PICK, PLACE + 1}) {
      robot.step(new float[] {action}, out);
    }
    assertThat(out.reward()).isCloseTo(-2 / 63.0, within(1e-12));
    double clock = robot.state()[0]; // 11: glass in chamber 1 is done at 12, in 2 at 57
    robot.step(new float[] {WAIT}, out);
    assertThat(robot.state()[0] - clock).isEqualTo(1);
    robot.step(new float[] {WAIT}, out);
    double waited = robot.state()[0] - clock - 1;
    assertThat(out.reward()).isCloseTo(-waited / 63 - 0.5 * (waited - 4), within(1e-9));
    assertThat(robot.state()[4]).isCloseTo(waited - 4, within(1e-9));
  }

  @Test
  void create_cellThatTakesNoTime_isRefused() {
    assertThatThrownBy(() -> twoChambers(0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seconds=0.0");
  }

  @Test
  void summarize_episodes_means() {
    Map<String, String> one = Map.of("seconds-per-glass", "28", "seconds", "600", "overdue", "0");
    Map<String, String> other = Map.of("seconds-per-glass", "30", "seconds", "640", "overdue", "8");
    assertThat(
            new GlassRobotProvider()
                .summarize(
                    List.of(
                        new EpisodeOutcome(1, 120, null, one),
                        new EpisodeOutcome(1, 120, null, other))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("seconds-per-glass", 29.0, "seconds", 620.0, "overdue", 4.0));
  }
}

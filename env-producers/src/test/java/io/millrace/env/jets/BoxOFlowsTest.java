package io.millrace.env.jets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden numbers: the sheet's balances of forces. */
class BoxOFlowsTest extends EnvironmentKit {

  private static final double TERMINAL = 8.645436;

  @Override
  protected Environment create() {
    return box(BoxOFlows.Task.REARRANGE, 3, 0.15, 0.5);
  }

  private static Environment box(BoxOFlows.Task task, int balls, double sharing, double gusts) {
    return TimeLimit.of(
        new BoxOFlowsProvider()
            .create(new BoxOFlows.Options(task, balls, 0.3, 0.1, sharing, gusts, 400)));
  }

  /** One ball, here and in the last frame. */
  private static double[] oneBall(double x, double y, double vx, double vy) {
    double[] state = new double[15];
    System.arraycopy(new double[] {x, y, vx, vy, x, y}, 0, state, 9, 6);
    return state;
  }

  private static float[] open(int nozzle) {
    float[] action = new float[9];
    action[nozzle - 1] = 1;
    return action;
  }

  @Test
  void terminalSpeed_tableTennisBall_golden() {
    assertThat(BallBox.terminalSpeed()).isCloseTo(TERMINAL, within(1e-6));
  }

  /** The sheet: y = d0 (U0 / 8.645436 - 1) = 0.131336 m, wherever the ball starts on the axis. */
  @Test
  void step_oneOpenJet_holdsTheBallWhereItBalances() {
    for (double start : new double[] {0.05, 0.131336, 0.3}) {
      Environment box = box(BoxOFlows.Task.HOVER, 1, 0, 0);
      double[] state = oneBall(AirJets.place(5), start, 0, 0);
      state[4] = 1;
      box.setState(state);
      StepResult out = new StepResult(13);
      for (int i = 0; i < 200; i++) {
        box.step(open(5), out);
      }
      assertThat(box.state()[9]).isEqualTo(AirJets.place(5));
      assertThat(box.state()[10]).isCloseTo(0.131336, within(2e-6));
      assertThat(box.state()[12]).isCloseTo(0, within(1e-5));
    }
  }

  /** Beside the axis the same jet throws it out. */
  @Test
  void step_ballBesideTheAxis_isBlownAway() {
    Environment box = box(BoxOFlows.Task.HOVER, 1, 0, 0);
    double[] state = oneBall(AirJets.place(5) + 0.002, 0.131336, 0, 0);
    state[4] = 1;
    box.setState(state);
    StepResult out = new StepResult(13);
    for (int i = 0; i < 20; i++) {
      box.step(open(5), out);
    }
    assertThat(box.state()[9]).isGreaterThan(AirJets.place(5) + 0.05);
  }

  /**
   * v = v_t tanh(g t / v_t), until nothing changes: 99 % after 2.33 s of a fall that no floor ends.
   */
  @Test
  void advance_closedValvesFromHigh_reachesTerminalSpeed() {
    BallBox balls = new BallBox(1, 9);
    AirJets jets = new AirJets(0.15);
    double[] state = oneBall(0.3, 0.5, 0, 0);
    for (int k = 1; k <= 2500; k++) {
      state[10] = 0.5; // as high as ever
      balls.advance(state, jets, new double[2]);
      if (k == 500) {
        double exact = -TERMINAL * Math.tanh(9.81 * 0.5 / TERMINAL);
        assertThat(state[12]).isCloseTo(exact, within(0.01));
      }
    }
    assertThat(state[12]).isBetween(-TERMINAL, -0.99 * TERMINAL);
  }

  @Test
  void advance_closedValves_energyOfABallNeverGrows() {
    BallBox balls = new BallBox(1, 9);
    AirJets jets = new AirJets(0.15);
    double[] state = oneBall(0.3, 0.4, 2.5, 1);
    double energy = balls.energy(state);
    double first = energy;
    for (int k = 0; k < 20_000; k++) {
      balls.advance(state, jets, new double[2]);
      double next = balls.energy(state);
      assertThat(next).isLessThanOrEqualTo(energy * (1 + 1e-12));
      energy = next;
    }
    assertThat(energy).isLessThan(0.2 * first);
    assertThat(state[10]).isCloseTo(BallBox.RADIUS, within(1e-6));
  }

  /**
   * Three balls that fall onto each other: pushing them apart lifts none by more than a micron's
   * worth.
   */
  @Test
  void advance_closedValves_energyOfThreeBallsNeverGrows() {
    BallBox balls = new BallBox(3, 9);
    double[] state = new double[27];
    double[] places = {0.3, 0.305, 0.298, 0.1, 0.2, 0.3, 0.5, -0.5, 0.1, 0, 0, -1};
    System.arraycopy(places, 0, state, 9, places.length);
    AirJets jets = new AirJets(0.15);
    double least = balls.energy(state);
    double first = least;
    for (int k = 0; k < 10_000; k++) {
      balls.advance(state, jets, new double[6]);
      least = Math.min(least, balls.energy(state));
      assertThat(balls.energy(state)).isLessThan(least + 1e-3 * first);
    }
    assertThat(least).isLessThan(0.5 * first);
  }

  @Test
  void step_commands_areFollowedWithALag() {
    Environment box = box(BoxOFlows.Task.HEIGHT, 1, 0.15, 0);
    box.setState(oneBall(0.1, 0.02, 0, 0));
    StepResult out = new StepResult(13);
    for (int i = 0; i < 3; i++) {
      box.step(new float[] {0, 0, 0, 0, 0, 0, 0.5f, 1, 7}, out);
    }
    double reached = 1 - Math.exp(-1); // 0.15 s
    assertThat(box.state()[0]).isZero();
    assertThat(box.state()[6]).isCloseTo(0.5 * reached, within(1e-9));
    assertThat(box.state()[8]).isCloseTo(reached, within(1e-9));
    assertThat(out.observation()[4 + 8]).isEqualTo((float) box.state()[8]);
    box.step(new float[] {0, 0, 0, 0, 0, 0, 0, 0, -1}, out);
    assertThat(box.state()[8]).isCloseTo(reached * Math.exp(-1 / 3.0), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void step_ballsAtRest_rewardOfEachTask(BoxOFlows.Task task) {
    Environment box = box(task, 2, 0.15, 0);
    double[] state = new double[21];
    System.arraycopy(new double[] {0.19, 0.41, 0.02, 0.02}, 0, state, 9, 4);
    box.setState(state);
    StepResult out = new StepResult(17);
    box.step(new float[9], out);
    double expected =
        switch (task) {
          case HEIGHT -> 0.02 / 0.6;
          case HOVER -> Math.exp(-(0.11 * 0.11 + 0.08 * 0.08) / 0.0025);
          case REARRANGE -> 1;
        };
    assertThat(out.reward()).isCloseTo(expected, within(1e-12));
    state[9] = 0.21;
    box.setState(state);
    box.step(new float[9], out);
    assertThat(out.reward() == 1).isFalse();
  }

  @Test
  void reset_threeBalls_standApartInAnyOrder() {
    Environment box = create();
    boolean[] orangeIsFirst = new boolean[2];
    for (int seed = 0; seed < 100; seed++) {
      box.reset(seed, new float[21]);
      double[] x = Arrays.copyOfRange(box.state(), 9, 12);
      for (int i = 0; i < 3; i++) {
        assertThat(Math.abs(x[i] - x[(i + 1) % 3])).isGreaterThanOrEqualTo(0.04);
      }
      orangeIsFirst[x[0] < x[1] ? 1 : 0] = true;
    }
    assertThat(orangeIsFirst).containsOnly(true);
  }

  /**
   * Without closing the loop a ball is lost: the best constant setting of a coarse grid earns
   * little.
   */
  @Test
  void play_constantValves_returnLittle() {
    Environment box = box(BoxOFlows.Task.HOVER, 1, 0.15, 0.5);
    StepResult out = new StepResult(13);
    double best = 0;
    for (int setting = 0; setting < 27; setting++) {
      float[] action = new float[9];
      int rest = setting;
      for (int pair : new int[] {4, 3, 1}) {
        action[pair] = rest % 3 / 2f;
        action[8 - pair] = action[pair];
        rest /= 3;
      }
      double sum = 0;
      for (int seed = 0; seed < 5; seed++) {
        box.reset(seed, out.observation());
        do {
          box.step(action, out);
          sum += out.reward() / 5;
        } while (!out.done());
      }
      best = Math.max(best, sum);
    }
    System.out.println("best constant setting returns " + best);
    assertThat(best).isBetween(1.0, 15.0);
  }

  /**
   * The demonstrator is mediocre: three times the best constant setting, half of what lifting
   * earns.
   */
  @Test
  void play_ballKeeper_returnsItsFigure() {
    Environment box = box(BoxOFlows.Task.HOVER, 1, 0.15, 0.5);
    BallKeeper keeper =
        new BallKeeper(new BoxOFlows.Options(BoxOFlows.Task.HOVER, 1, 0.3, 0.1, 0.15, 0.5, 400));
    RandomSource random = new RandomSource(3);
    StepResult out = new StepResult(13);
    float[] action = new float[9];
    double sum = 0;
    for (int seed = 0; seed < 50; seed++) {
      box.reset(seed, out.observation());
      do {
        keeper.act(out.observation(), random, action);
        box.step(action, out);
        sum += out.reward() / 50;
      } while (!out.done());
    }
    System.out.println("the keeper returns " + sum);
    assertThat(sum).isBetween(14.0, 21.0);
  }

  @Test
  void demonstrations_ofHovering_areActionsOfTheSpace() {
    BoxOFlows.Options options =
        new BoxOFlows.Options(BoxOFlows.Task.HOVER, 1, 0.3, 0.1, 0.15, 0.5, 400);
    float[][] seen = new float[500][13];
    float[][] actions = new float[500][9];
    BoxOFlowsProvider provider = new BoxOFlowsProvider();
    provider.demonstrations(options).orElseThrow().demonstrate(new RandomSource(5), seen, actions);
    for (int i = 0; i < actions.length; i++) {
      assertThat(provider.spec(options).actionSpace().contains(actions[i])).isTrue();
      assertThat(provider.spec(options).observationSpace().contains(seen[i])).isTrue();
    }
    assertThat(actions[400]).isNotEqualTo(actions[0]);
  }

  @Test
  void create_rearrangeOneBall_isRefused() {
    assertThatThrownBy(() -> box(BoxOFlows.Task.REARRANGE, 1, 0.15, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("balls=1");
  }
}

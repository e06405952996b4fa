package io.millrace.env.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DieShapeTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return die(DieShape.Actions.MOVE, 0.5);
  }

  private static Environment die(DieShape.Actions actions, double index) {
    return TimeLimit.of(
        new DieShapeProvider().create(new DieShape.Options(actions, index, 0.08, 15)));
  }

  /** Two slots as the state has them, with the split that belongs to them. */
  private static double[] state(
      Environment die, double middle1, double exit1, double middle2, double exit2, double target) {
    double[] state = {middle1, exit1, middle2, exit2, 0.5, target};
    die.setState(state);
    die.step(new float[4], new StepResult(6)); // nothing moves; the split is computed
    double[] known = die.state();
    die.setState(known);
    return known;
  }

  @Test
  void reset_anySeed_plainSlotsAndATargetAwayFromTheirSplit() {
    Environment die = create();
    float[] seen = new float[6];
    boolean[] sides = new boolean[2];
    for (int seed = 0; seed < 200; seed++) {
      die.reset(seed, seen);
      assertThat(die.state()).startsWith(1, 1, 1, 1, 0.5);
      double away = Math.abs(die.state()[5] - 0.5);
      assertThat(away).isBetween(0.05, 0.3);
      assertThat(die.success()).isFalse();
      sides[die.state()[5] > 0.5 ? 1 : 0] = true;
    }
    assertThat(sides).containsOnly(true);
  }

  /** By linear slots: R = (1 - e^-2) / (2 (e - 1)) for n = 1. */
  @Test
  void step_slotsThatNarrowAndWiden_closedFormSplit() {
    Environment die = die(DieShape.Actions.MOVE, 1);
    double[] state = state(die, 1.25, 1.5, 0.75, 0.5, 0.3);
    double first = (Math.pow(1.5, -2) - 1) / (-2 * 0.5);
    double second = (Math.pow(0.5, -2) - 1) / (-2 * -0.5);
    assertThat(state[4]).isCloseTo(second / (first + second), within(1e-6));
    assertThat(die.attributes())
        .containsEntry("error", Double.toString(Math.abs(state[4] - state[5])));
  }

  @Test
  void step_towardsTheTarget_isPaidTheErrorThatIsGone() {
    Environment die = die(DieShape.Actions.MOVE, 1);
    StepResult out = new StepResult(6);
    double[] before = state(die, 1, 1, 1, 1, 0.8);
    die.step(new float[] {0.5f, 1, -7, -1}, out);
    double[] after = die.state();
    assertThat(after).startsWith(new double[] {1.04, 1.08, 0.92, 0.92}, within(1e-7));
    assertThat(out.reward()).isCloseTo(after[4] - before[4], within(1e-12)).isPositive();
    assertThat(out.terminated()).isFalse();
    assertThat(die.success()).isFalse();
  }

  @Test
  void step_pointAtItsEnd_staysThereAndCosts() {
    Environment die = die(DieShape.Actions.MOVE, 1);
    StepResult out = new StepResult(6);
    double[] before = state(die, 1, 0.2, 1, 1, 0.75);
    die.step(new float[] {0, -1, 0, 0}, out);
    assertThat(out.reward()).isEqualTo(-1);
    assertThat(die.state()).containsExactly(before);
  }

  @Test
  void step_splitWithinTolerance_endsWithSuccess() {
    Environment die = die(DieShape.Actions.MOVE, 1);
    StepResult out = new StepResult(6);
    double[] before = state(die, 1.1, 1.2, 0.9, 0.8, 0.5);
    before[5] = before[4] + 0.012;
    die.setState(before);
    die.step(new float[] {0.2f, 0, 0, 0}, out);
    double gone = die.state()[4] - before[4];
    assertThat(gone).isBetween(0.002, 0.012);
    assertThat(out.reward()).isCloseTo(5 + gone, within(1e-9));
    assertThat(out.terminated()).isTrue();
    assertThat(die.success()).isTrue();
  }

  @Test
  void step_foldedMesh_endsWithTheErrorReward() {
    Environment die = die(DieShape.Actions.DIRECT, 1);
    StepResult out = new StepResult(6);
    die.reset(3, new float[6]);
    die.step(new float[] {-0.5f, 0.2f, 1, 1}, out);
    assertThat(out.reward()).isEqualTo(-10);
    assertThat(out.terminated()).isTrue();
    assertThat(die.success()).isFalse();
    assertThat(die.state()[4]).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1.08", "1, 0, 0.92", "4, 2, 1.08", "7, 3, 0.92"})
  void step_choice_movesOnePointByAStep(int choice, int point, double there) {
    Environment die = die(DieShape.Actions.CHOICE, 1);
    die.reset(1, new float[6]);
    die.step(new float[] {choice}, new StepResult(6));
    double[] expected = {1, 1, 1, 1};
    expected[point] = there;
    assertThat(die.state()).startsWith(expected, within(1e-12));
  }

  @Test
  void step_direct_putsAllPoints() {
    Environment die = die(DieShape.Actions.DIRECT, 0.5);
    die.reset(1, new float[6]);
    StepResult out = new StepResult(6);
    die.step(new float[] {1.5f, 0.75f, 9, 1.25f}, out);
    assertThat(die.state()).startsWith(1.5, 0.75, 2, 1.25);
    assertThat(out.reward()).isLessThan(-0.5); // a point would have left its range
  }

  /** The sheet: a random walk finds fewer than a fifth of the targets within 15 steps. */
  @ParameterizedTest
  @EnumSource(
      value = DieShape.Actions.class,
      names = {"MOVE", "CHOICE"})
  void play_randomWalk_seldomFindsTheTarget(DieShape.Actions actions) {
    RandomSource random = new RandomSource(7);
    for (double index : new double[] {1, 0.5}) {
      Environment die = die(actions, index);
      StepResult out = new StepResult(6);
      int found = 0;
      int episodes = 2000;
      for (int seed = 0; seed < episodes; seed++) {
        die.reset(seed, new float[6]);
        float[] action = new float[die.spec().actionSize()];
        do {
          for (int d = 0; d < action.length; d++) {
            action[d] =
                actions == DieShape.Actions.MOVE
                    ? (float) (2 * random.nextDouble() - 1)
                    : random.nextInt(8);
          }
          die.step(action, out);
        } while (!out.done());
        found += die.success() ? 1 : 0;
      }
      System.out.println(actions + " index=" + index + " found=" + found + " of " + episodes);
      assertThat((double) found / episodes).isLessThan(0.2);
    }
  }

  /** Every target can be reached in time by moving all points alike. */
  @Test
  void play_proportionalMoves_findEveryTarget() {
    for (double index : new double[] {1, 0.5}) {
      Environment die = die(DieShape.Actions.MOVE, index);
      StepResult out = new StepResult(6);
      for (int seed = 0; seed < 200; seed++) {
        die.reset(seed, new float[6]);
        do {
          double[] state = die.state();
          float push = (float) (8 * (state[5] - state[4]));
          die.step(new float[] {push, push, -push, -push}, out);
        } while (!out.done());
        assertThat(die.success()).as("seed %d", seed).isTrue();
      }
    }
  }

  @Test
  void summarize_episodes_meanError() {
    assertThat(
            new DieShapeProvider()
                .summarize(
                    List.of(
                        new EpisodeOutcome(5, 4, true, Map.of("error", "0.25")),
                        new EpisodeOutcome(0, 15, false, Map.of("error", "0.75")))))
        .containsExactlyEntriesOf(Map.of("error", 0.5));
  }
}

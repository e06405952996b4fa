package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Multigoal2dTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return create(0);
  }

  private static Environment create(double noise) {
    return TimeLimit.of(new SimulatedEnvironment(new Multigoal2d(new Multigoal2d.Options(noise))));
  }

  /** The rows of the sheet; each can be checked by hand. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 0, 1, 0, -46, -1",
    "0, 0, 0.5, 0.5, 0.5, 0.5, -35.5, -1",
    "0, 0, 0, 0, 0, 0, -25, -1",
    "4.2, 0.1, 0.3, -2, 4.5, -0.9, -33.76, -1",
    "6.9, 6.9, 1, 1, 7, 7, -113, -1",
    "4.2, 0, 0.5, 0, 4.7, 0, 2.41, 0",
    "-4.2, 0, -0.5, 0, -4.7, 0, 2.41, 1",
    "0, 4.2, 0, 0.5, 0, 4.7, 2.41, 2",
    "0, -4.2, 0, -0.5, 0, -4.7, 2.41, 3",
  })
  void step_goldenTransition_matches(
      double x, double y, float ax, float ay, double nextX, double nextY, double reward, int goal) {
    Environment environment = create();
    StepResult out = new StepResult(2);
    environment.setState(new double[] {x, y});
    environment.step(new float[] {ax, ay}, out);
    assertThat(environment.state()).containsExactly(new double[] {nextX, nextY}, within(1e-6));
    assertThat(out.reward()).isCloseTo(reward, within(1e-5));
    assertThat(out.terminated()).isEqualTo(goal >= 0);
    assertThat(environment.success()).isEqualTo(goal >= 0);
    assertThat(environment.attributes().get("goal"))
        .isEqualTo(goal < 0 ? null : Integer.toString(goal));
  }

  @Test
  void step_standingStill_truncatesAfterThirty() {
    Environment environment = create();
    environment.reset(3, new float[2]);
    StepResult out = new StepResult(2);
    int steps = 0;
    do {
      environment.step(new float[2], out);
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(30);
    assertThat(out.truncated()).isTrue();
    assertThat(environment.success()).isFalse();
  }

  @Test
  void step_withNoise_movesByTheActionAndADisturbance() {
    Environment environment = create(0.2);
    StepResult out = new StepResult(2);
    double sum = 0;
    double squares = 0;
    int n = 2000;
    for (int seed = 0; seed < n; seed++) {
      environment.reset(seed, new float[2]);
      double before = environment.state()[0];
      environment.step(new float[] {0.5f, 0}, out);
      double disturbance = environment.state()[0] - before - 0.5;
      sum += disturbance / n;
      squares += disturbance * disturbance / n;
    }
    assertThat(sum).isCloseTo(0, within(0.02));
    assertThat(Math.sqrt(squares)).isCloseTo(0.2, within(0.02));
  }

  @Test
  void demonstrate_manyWalks_reachEveryGoalAndLeaveRoomToImprove() {
    int n = 40_000;
    float[][] observations = new float[n][2];
    float[][] actions = new float[n][2];
    Multigoal2d dynamics = new Multigoal2d(new Multigoal2d.Options(0));
    dynamics.demonstrate(new RandomSource(5), observations, actions);
    int[] reached = new int[Multigoal2d.goals()];
    int walks = 0;
    double sum = 0;
    double[] state = new double[2];
    StepResult out = new StepResult(2);
    for (int i = 0; i < n; i++) {
      assertThat(dynamics.spec().actionSpace().contains(actions[i])).isTrue();
      state[0] = observations[i][0];
      state[1] = observations[i][1];
      dynamics.step(state, actions[i], new RandomSource(0), out);
      sum += out.reward();
      if (out.terminated()) {
        reached[Integer.parseInt(dynamics.attributes(state, actions[i]).get("goal"))]++;
        walks++;
      }
    }
    for (int goal : reached) {
      assertThat((double) goal / walks).isCloseTo(0.25, within(0.05));
    }
    // The best constant pace to a goal costs about 130.
    assertThat(sum / walks).isBetween(-260.0, -170.0);
  }

  @Test
  void scene_afterAMove_leavesTheMoveAsTrail() {
    Environment walk = create();
    walk.setState(new double[] {1, 2});
    walk.step(new float[] {0.5f, -3}, new StepResult(2));
    Scene scene = walk.scene().orElseThrow();
    Mark.Line move = (Mark.Line) scene.trail().get(0);
    assertThat(move.x()).containsExactly(1, 1.5);
    assertThat(move.y()).containsExactly(2, 1);
  }
}

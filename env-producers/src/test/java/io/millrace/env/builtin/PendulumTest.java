package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers: Gymnasium 1.3.0, state set by hand. */
class PendulumTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new Pendulum()));
  }

  @ParameterizedTest
  @CsvSource({
    "3.141592653589793, 0, 0, 3.141593, 0, -9.869604",
    "1.5707963267948966, 1, 0.5, 1.662046, 1.825, -2.567651",
    "3, -7.9, -3, 2.6, -8, -15.245",
    "-4, 2, 2, -3.856620, 2.867602, -5.616935",
    "3.141593, 0, 0, 3.141592987, -2.6e-7, -9.869602225",
  })
  void step_goldenTransition_matches(
      double theta, double omega, float torque, double nextTheta, double nextOmega, double reward) {
    Environment pendulum = create();
    StepResult out = new StepResult(3);
    pendulum.setState(new double[] {theta, omega});
    pendulum.step(new float[] {torque}, out);
    assertThat(pendulum.state()).containsExactly(new double[] {nextTheta, nextOmega}, within(1e-6));
    assertThat(out.reward()).isCloseTo(reward, within(1e-6));
    assertThat(out.done()).isFalse();
  }

  @Test
  void step_goldenObservation_matches() {
    Environment pendulum = create();
    StepResult out = new StepResult(3);
    pendulum.setState(new double[] {Math.PI / 2, 1});
    pendulum.step(new float[] {0.5f}, out);
    assertThat(out.observation())
        .containsExactly(new float[] {-0.091123f, 0.995840f, 1.825f}, within(1e-6f));
    pendulum.setState(new double[] {Math.PI, 0});
    pendulum.step(new float[] {0}, out);
    assertThat(out.observation()).containsExactly(new float[] {-1, 0, 0}, within(1e-6f));
  }

  @Test
  void step_pumpingForTwoHundredSteps_goldenReturn() {
    Environment pendulum = create();
    StepResult out = new StepResult(3);
    pendulum.setState(new double[] {Math.PI, 0.5});
    double sum = 0;
    int steps = 0;
    do {
      pendulum.step(new float[] {pendulum.state()[1] >= 0 ? 2 : -2}, out);
      sum += out.reward();
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(200);
    assertThat(out.truncated()).isTrue();
    assertThat(out.terminated()).isFalse();
    assertThat(sum).isCloseTo(-1555.827436, within(1e-6));
    assertThat(pendulum.state()).containsExactly(new double[] {58.450072, 8}, within(1e-6));
  }

  /** Better than random torques (-1,200) and far from good (-150). */
  @Test
  void demonstrate_manyEpisodes_earnAMediocreReturn() {
    int episodes = 400;
    float[][] observations = new float[200 * episodes][3];
    float[][] actions = new float[200 * episodes][1];
    new PendulumSwing().demonstrate(new RandomSource(5), observations, actions);
    double sum = 0;
    for (int i = 0; i < actions.length; i++) {
      double angle = Math.atan2(observations[i][1], observations[i][0]);
      double speed = observations[i][2];
      double torque = actions[i][0];
      assertThat(Math.abs(torque)).isLessThanOrEqualTo(2);
      sum -= angle * angle + 0.1 * speed * speed + 0.001 * torque * torque;
    }
    // Standard error 12.
    assertThat(sum / episodes).as("mean return, seed 5").isBetween(-640.0, -540.0);
  }

  @Test
  void scene_quarterTurn_tipLiesWhereGymnasiumDrawsIt() {
    Environment pendulum = create();
    pendulum.setState(new double[] {Math.PI / 2, 0});
    Mark.Line rod =
        pendulum.scene().orElseThrow().marks().stream()
            .filter(Mark.Line.class::isInstance)
            .map(Mark.Line.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(rod.ink()).isEqualTo(Ink.BLUE);
    assertThat(rod.x()).containsExactly(new double[] {0, -1}, within(1e-12));
    assertThat(rod.y()).containsExactly(new double[] {0, 0}, within(1e-12));
  }
}

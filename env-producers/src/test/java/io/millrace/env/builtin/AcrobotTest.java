package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers: Gymnasium 1.3.0, state set by hand. */
class AcrobotTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new Acrobot()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 2, -0.013263, 0.034287, -0.128662, 0.334501, -1, false",
    "0.1, -0.2, 0.3, -0.4, 0, 0.154428, -0.279678, 0.231027, -0.375332, -1, false",
    "3, 0.1, 1, 2, 1, -3.086201, 0.514766, 1.034717, 2.129878, 0, true",
  })
  void step_goldenTransition_matches(
      double theta1,
      double theta2,
      double omega1,
      double omega2,
      float action,
      double nextTheta1,
      double nextTheta2,
      double nextOmega1,
      double nextOmega2,
      double reward,
      boolean terminated) {
    Environment acrobot = create();
    StepResult out = new StepResult(6);
    acrobot.setState(new double[] {theta1, theta2, omega1, omega2});
    acrobot.step(new float[] {action}, out);
    double[] expected = {nextTheta1, nextTheta2, nextOmega1, nextOmega2};
    assertThat(acrobot.state()).containsExactly(expected, within(1e-6));
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isEqualTo(terminated);
    assertThat(acrobot.success()).isEqualTo(terminated);
    double[] angles = {
      Math.cos(nextTheta1), Math.sin(nextTheta1), Math.cos(nextTheta2), Math.sin(nextTheta2)
    };
    for (int i = 0; i < 4; i++) {
      assertThat((double) out.observation()[i]).isCloseTo(angles[i], within(1e-6));
    }
  }

  @Test
  void step_torqueAlongTheElbowsSpeed_terminatesAtStep74() {
    Environment acrobot = create();
    StepResult out = new StepResult(6);
    acrobot.setState(new double[] {0.05, 0, 0, 0});
    int steps = 0;
    do {
      acrobot.step(new float[] {acrobot.state()[3] >= 0 ? 2 : 0}, out);
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(74);
    assertThat(out.terminated()).isTrue();
    double[] expected = {-2.121000, -1.572416, -1.247744, 2.669479};
    assertThat(acrobot.state()).containsExactly(expected, within(1e-5));
  }

  /** Without torque and far from the speed limits a swing keeps its energy, up to the method. */
  @Test
  void step_noTorque_keepsEnergy() {
    Environment acrobot = create();
    StepResult out = new StepResult(6);
    acrobot.setState(new double[] {0.3, -0.2, 0, 0});
    double first = energy(acrobot.state());
    for (int i = 0; i < 20; i++) {
      acrobot.step(new float[] {1}, out);
      assertThat(energy(acrobot.state())).isCloseTo(first, within(0.005));
    }
  }

  /**
   * Kinetic and potential energy of the "book" variant, which has a sign of its own: its equations
   * of motion follow from this Lagrangian with masses and lengths 1.
   */
  private static double energy(double[] s) {
    double d1 = 0.25 + 1 + 0.25 + Math.cos(s[1]) + 2;
    double d2 = 0.25 + 0.5 * Math.cos(s[1]) + 1;
    double kinetic = 0.5 * d1 * s[2] * s[2] + d2 * s[2] * s[3] + 0.5 * 1.25 * s[3] * s[3];
    return kinetic - 1.5 * 9.8 * Math.cos(s[0]) - 0.5 * 9.8 * Math.cos(s[0] + s[1]);
  }

  /** First link to the right, second link up from there: the tip is on the line. */
  @Test
  void scene_bentAcrobot_tipIsOnTheLine() {
    Environment acrobot = create();
    acrobot.setState(new double[] {Math.PI / 2, Math.PI / 2, 0, 0});
    Mark.Line second = (Mark.Line) acrobot.scene().orElseThrow().marks().get(1);
    assertThat(second.x()).containsExactly(new double[] {1, 1}, within(1e-12));
    assertThat(second.y()).containsExactly(new double[] {0, 1}, within(1e-12));
    Mark.Line line = (Mark.Line) acrobot.scene().orElseThrow().backdrop().get(0);
    assertThat(line.y()).containsExactly(1, 1);
  }
}

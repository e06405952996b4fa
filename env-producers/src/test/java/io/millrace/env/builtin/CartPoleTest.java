package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
class CartPoleTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new CartPole()));
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, -0.02, 0.03, 0.04, 1, 0.009600, 0.174679, 0.030800, -0.243069, false",
    "0.01, -0.02, 0.03, 0.04, 0, 0.009600, -0.215539, 0.030800, 0.341995, false",
    "1, 0.5, -0.1, 0.7, 0, 1.010000, 0.306396, -0.086000, 0.959604, false",
    "2.39, 0.8, 0, 0, 1, 2.406000, 0.995122, 0.000000, -0.292683, true",
    "0, 0, 0.2, 1, 1, 0.000000, 0.191969, 0.220000, 0.776195, true",
  })
  void step_goldenTransition_matches(
      double x,
      double v,
      double theta,
      double omega,
      float action,
      double nextX,
      double nextV,
      double nextTheta,
      double nextOmega,
      boolean terminated) {
    Environment cartPole = create();
    StepResult out = new StepResult(4);
    cartPole.setState(new double[] {x, v, theta, omega});
    cartPole.step(new float[] {action}, out);
    double[] expected = {nextX, nextV, nextTheta, nextOmega};
    assertThat(cartPole.state()).containsExactly(expected, within(1e-6));
    assertThat(out.reward()).isEqualTo(1);
    assertThat(out.terminated()).isEqualTo(terminated);
    assertThat(out.truncated()).isFalse();
  }

  @Test
  void step_alternatingActions_terminatesAtStep59() {
    Environment cartPole = create();
    StepResult out = new StepResult(4);
    cartPole.setState(new double[] {0.01, -0.02, 0.03, 0.04});
    int steps = 0;
    do {
      cartPole.step(new float[] {steps % 2 == 0 ? 1 : 0}, out);
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(59);
    assertThat(out.terminated()).isTrue();
    double[] expected = {0.085865, 0.133290, 0.211078, 0.684345};
    assertThat(cartPole.state()).containsExactly(expected, within(1e-6));
  }

  @Test
  void step_linearController_survivesToTheLimit() {
    Environment cartPole = create();
    StepResult out = new StepResult(4);
    cartPole.setState(new double[] {0, 0, 0.05, 0});
    int steps = 0;
    double sum = 0;
    do {
      double[] s = cartPole.state();
      cartPole.step(new float[] {s[2] + 0.5 * s[3] + 0.05 * s[0] + 0.1 * s[1] > 0 ? 1 : 0}, out);
      sum += out.reward();
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(500);
    assertThat(sum).isEqualTo(500);
    assertThat(out.truncated()).isTrue();
    double[] expected = {0.416623, -0.364938, 0.005932, 0.027117};
    assertThat(cartPole.state()).containsExactly(expected, within(1e-6));
  }

  @Test
  void step_unknownChoice_throws() {
    Environment cartPole = create();
    cartPole.reset(1, new float[4]);
    StepResult out = new StepResult(4);
    for (float bad : new float[] {-1, 2, 0.5f}) {
      assertThatThrownBy(() -> cartPole.step(new float[] {bad}, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("value=" + bad);
    }
  }

  @Test
  void scene_leaningPole_topLiesToTheRightOfTheCart() {
    Environment cartPole = create();
    cartPole.setState(new double[] {1, 0, Math.PI / 6, 0});
    Mark.Line pole = (Mark.Line) cartPole.scene().orElseThrow().marks().get(1);
    assertThat(pole.x()).containsExactly(new double[] {1, 1.5}, within(1e-12));
    assertThat(pole.y()).containsExactly(new double[] {0, Math.sqrt(0.75)}, within(1e-12));
  }
}

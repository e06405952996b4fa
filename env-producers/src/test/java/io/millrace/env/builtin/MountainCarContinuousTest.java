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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers: Gymnasium 1.3.0, state set by hand. */
class MountainCarContinuousTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new MountainCarContinuous()));
  }

  /** The second row counts the action as given; the third arrives; the last meets the wall. */
  @ParameterizedTest
  @CsvSource({
    "-0.5, 0, 1, -0.498677, 0.001323, -0.1, false",
    "-0.5, 0, -2, -0.501677, -0.001677, -0.4, false",
    "0.44, 0.03, 0.5, 0.470130, 0.030130, 99.975, true",
    "-1.19, -0.05, -1, -1.2, 0, -0.1, false",
  })
  void step_goldenTransition_matches(
      double position,
      double speed,
      float action,
      double nextPosition,
      double nextSpeed,
      double reward,
      boolean terminated) {
    Environment car = create();
    StepResult out = new StepResult(2);
    car.setState(new double[] {position, speed});
    car.step(new float[] {action}, out);
    assertThat(car.state()).containsExactly(new double[] {nextPosition, nextSpeed}, within(1e-6));
    assertThat(out.reward()).isCloseTo(reward, within(1e-9));
    assertThat(out.terminated()).isEqualTo(terminated);
    assertThat(car.success()).isEqualTo(terminated);
  }

  @Test
  void step_pushAlongTheSpeed_arrivesInStep106() {
    Environment car = create();
    StepResult out = new StepResult(2);
    car.setState(new double[] {-0.5, 0});
    int steps = 0;
    double sum = 0;
    do {
      car.step(new float[] {car.state()[1] >= 0 ? 1 : -1}, out);
      sum += out.reward();
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(106);
    assertThat(sum).isCloseTo(89.4, within(1e-9));
    assertThat(out.terminated()).isTrue();
  }

  @Test
  void state_afterAStep_isSinglePrecision() {
    Environment car = create();
    car.reset(3, new float[2]);
    car.step(new float[] {0.3f}, new StepResult(2));
    for (double value : car.state()) {
      assertThat(value).isEqualTo((float) value);
    }
  }

  /** Where the ground is level the car is: the valley's bottom is at 3p = -pi/2. */
  @Test
  void scene_carAtTheBottom_standsLevelOnBothWheels() {
    Environment car = create();
    car.setState(new double[] {-Math.PI / 6, 0});
    Scene scene = car.scene().orElseThrow();
    Mark.Disc rear = (Mark.Disc) scene.marks().get(1);
    Mark.Disc front = (Mark.Disc) scene.marks().get(2);
    assertThat(front.y()).isCloseTo(rear.y(), within(1e-9));
    assertThat(rear.y() - rear.radius()).isCloseTo(0.1, within(1e-9));
    assertThat((front.x() + rear.x()) / 2).isCloseTo(-Math.PI / 6, within(1e-9));
  }
}

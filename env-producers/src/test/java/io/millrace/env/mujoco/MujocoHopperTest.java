package io.millrace.env.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

class MujocoHopperTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    MujocoProcessTest.assumeInstalled();
    return EnvironmentFactory.of(new MujocoHopperProvider(), new MujocoHopper.Options()).create();
  }

  /**
   * The model stands with its ankle 0.07 m above the floor; a hip of 90 degrees lifts the thigh.
   */
  @Test
  void scene_hipBent_thighPointsForward() {
    Scene standing = HopperPicture.of(new double[6], 0);
    Mark.Line shin = (Mark.Line) standing.marks().get(3);
    assertThat(shin.y()[1]).isCloseTo(0.07, within(1e-9));
    Scene bent = HopperPicture.of(new double[] {5, 0, 0, Math.PI / 2, 0, 0}, 0);
    Mark.Line thigh = (Mark.Line) bent.marks().get(2);
    assertThat(thigh.x()).containsExactly(new double[] {0, 0.45}, within(1e-9));
    assertThat(thigh.y()).containsExactly(new double[] {1, 1}, within(1e-9));
    List<String> meters =
        bent.marks().stream()
            .filter(Mark.Text.class::isInstance)
            .map(mark -> ((Mark.Text) mark).text())
            .toList();
    assertThat(meters).containsExactly("4 m", "5 m", "6 m");
  }
}

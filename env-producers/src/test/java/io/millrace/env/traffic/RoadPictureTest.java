package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoadPictureTest {

  /** Two lanes of 100 m, one to the east and one back; five vehicles on the first, two stand. */
  private static final RoadPicture PICTURE =
      RoadPicture.of(List.of(new double[][] {{0, 100}, {0, 0}}, new double[][] {{100, 0}, {4, 4}}));

  private static final RoadPicture.Traffic TRAFFIC =
      new RoadPicture.Traffic() {
        @Override
        public int vehicles(int lane) {
          return lane == 0 ? 5 : 0;
        }

        @Override
        public int waiting(int lane) {
          return lane == 0 ? 2 : 0;
        }

        @Override
        public RoadPicture.Light light(int lane) {
          return lane == 0 ? RoadPicture.Light.RED : RoadPicture.Light.NONE;
        }
      };

  @Test
  void scene_vehiclesOnALane_queueStandsAtItsEndAndTheOthersBehind() {
    List<Mark> marks = PICTURE.scene(TRAFFIC).marks();
    assertThat(marks).hasSize(3);
    Mark.Line moving = (Mark.Line) marks.get(0);
    Mark.Line waiting = (Mark.Line) marks.get(1);
    Mark.Line light = (Mark.Line) marks.get(2);
    assertThat(moving.ink()).isEqualTo(Ink.SKY);
    assertThat(moving.x()).containsExactly(62.5, 85);
    assertThat(waiting.ink()).isEqualTo(Ink.RED);
    assertThat(waiting.x()).containsExactly(85, 100);
    assertThat(light.ink()).isEqualTo(Ink.DARK);
    assertThat(light.x()).containsExactly(102.5, 108);
  }

  @Test
  void scene_severalMoments_shareOneBackdropAndCountVehicles() {
    Scene scene = PICTURE.scene(TRAFFIC);
    assertThat(PICTURE.scene(TRAFFIC).backdrop()).isSameAs(scene.backdrop());
    assertThat(scene.gauges().stream().map(Gauge::value)).containsExactly(3.0, 2.0);
  }
}

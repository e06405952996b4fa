package io.millrace.env.mujoco;

import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the body of {@code hopper.xml} from its side. The eye goes along with it: the ground moves.
 */
final class HopperPicture {
  private static final double REACH = 1.5;
  private static final double TORSO_HEIGHT = 1.2;
  private static final double HALF_TORSO = 0.2;
  private static final double THIGH = 0.45;
  private static final double SHIN = 0.48;
  private static final double HEEL = -0.12;
  private static final double TOE = 0.24;
  private static final double SOLE = -0.01;
  private static final List<Mark> GROUND =
      List.of(Mark.Line.between(Ink.GRAY, 0.01, -REACH, 0, REACH, 0));

  private final List<Mark> marks = new ArrayList<>();
  private double x;
  private double z;
  private double angle;

  /** Begins at the middle of the torso. */
  private HopperPicture(double x, double z, double angle) {
    this.x = x;
    this.z = z;
    this.angle = angle;
  }

  /**
   * The body where it is and how fast it goes.
   *
   * @param joints x, z, pitch, hip, knee, ankle, as the model has them
   * @param speed m/s
   */
  static Scene of(double[] joints, double speed) {
    HopperPicture body = new HopperPicture(0, TORSO_HEIGHT + joints[1], joints[2]);
    body.segment(Ink.DARK, 0.1, 0, HALF_TORSO);
    body.limb(Ink.DARK, 0.1, HALF_TORSO);
    body.angle += joints[3];
    body.limb(Ink.BLUE, 0.1, THIGH);
    body.angle += joints[4];
    body.limb(Ink.SKY, 0.08, SHIN);
    body.angle += joints[5];
    body.segment(Ink.ORANGE, 0.12, HEEL, SOLE);
    body.segment(Ink.ORANGE, 0.12, TOE, SOLE);
    body.meters(joints[0]);
    return new Scene(-REACH, -0.3, 2 * REACH, 2.1, body.marks)
        .withBackdrop(GROUND)
        .withGauges(new Gauge("forward, m/s", "", Ink.BLUE, speed));
  }

  /** A limb downward from here, to whose end the body goes on. */
  private void limb(Ink ink, double width, double length) {
    segment(ink, width, 0, -length);
    x += length * StrictMath.sin(angle);
    z -= length * StrictMath.cos(angle);
  }

  /** From here to a point of the present limb, forward and upward of here. */
  private void segment(Ink ink, double width, double forward, double upward) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double toX = x + forward * cos - upward * sin;
    double toZ = z + forward * sin + upward * cos;
    marks.add(Mark.Line.between(ink, width, x, z, toX, toZ));
  }

  private void meters(double at) {
    for (int meter = (int) Math.ceil(at - REACH); meter <= at + REACH; meter++) {
      double mark = meter - at;
      marks.add(Mark.Line.between(Ink.GRAY, 0.01, mark, 0, mark, -0.06));
      if (Math.abs(mark) < REACH - 0.1) {
        String text = meter + " m";
        marks.add(new Mark.Text(Ink.DARK, mark, -0.2, 0.09, text, Mark.Anchor.MIDDLE));
      }
    }
  }
}

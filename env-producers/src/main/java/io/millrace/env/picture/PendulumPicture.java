package io.millrace.env.picture;

import java.util.List;

/** Draws a rod on a fixed hinge that is to stand upright. */
public final class PendulumPicture {
  private static final double REACH = 1.3;
  private static final List<Mark> BACKDROP =
      List.of(
          Mark.Line.between(Ink.PALE, 0.01, 0, -REACH, 0, REACH),
          new Mark.Text(Ink.DARK, -REACH, -1.12, 0.065, "torque"));

  private PendulumPicture() {}

  /**
   * The rod, one unit long, and its torque as a bar below.
   *
   * @param angle of the rod from upright, clockwise
   * @param torque clockwise, as a share of the largest
   */
  public static Scene of(double angle, double torque) {
    double x = StrictMath.sin(angle);
    double y = StrictMath.cos(angle);
    return Scene.around(
            REACH,
            List.of(
                Mark.Line.between(Ink.BLUE, 0.12, 0, 0, x, y),
                new Mark.Disc(Ink.DARK, 0, 0, 0.06),
                new Mark.Rectangle(Ink.ORANGE, Math.min(0, torque), -1.25, Math.abs(torque), 0.08)))
        .withBackdrop(BACKDROP);
  }
}

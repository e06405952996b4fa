package io.millrace.env.builtin;

import io.millrace.env.picture.Axes;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Draws a task of one step: a plane of actions, or of what is seen and what is done, the places in
 * it that earn something, and a dot for each episode's action.
 *
 * @param axes of the plane
 * @param backdrop rewarded places, then the axes
 */
record ActionPlane(Axes axes, List<Mark> backdrop) {
  private static final double SIDE = 100;
  private static final double TEXT = 2.8;
  private static final double DOT = 0.9;
  private static final double LAST_DOT = 1.6;

  /**
   * Tasks whose action is a point.
   *
   * @param reach the plane shows so much in each direction
   * @param tick distance of the numbers at the axes
   * @param places what is rewarded
   */
  static ActionPlane ofPoints(double reach, double tick, Function<Axes, List<Mark>> places) {
    double[] ticks = {-tick, 0, tick};
    Axes axes = new Axes(10, 10, 84, 84, -reach, reach, -reach, reach, TEXT);
    return new ActionPlane(axes, backdrop(axes, "action 0", ticks, "action 1", ticks, places));
  }

  /**
   * Tasks whose action is a number that depends on what is seen.
   *
   * @param seen what is seen
   * @param low the least of it that is shown
   * @param high the most of it that is shown
   * @param seenTicks where it has a number
   * @param reach of the action
   * @param tick distance of its numbers
   */
  static ActionPlane ofAnswers(
      String seen,
      double low,
      double high,
      double[] seenTicks,
      double reach,
      double tick,
      Function<Axes, List<Mark>> places) {
    double[] ticks = {-tick, 0, tick};
    Axes axes = new Axes(10, 10, 84, 84, low, high, -reach, reach, TEXT);
    return new ActionPlane(axes, backdrop(axes, seen, seenTicks, "action", ticks, places));
  }

  private static List<Mark> backdrop(
      Axes axes,
      String xName,
      double[] xTicks,
      String yName,
      double[] yTicks,
      Function<Axes, List<Mark>> places) {
    List<Mark> marks = new ArrayList<>(places.apply(axes));
    marks.addAll(axes.drawn(xName, xTicks, yName, yTicks));
    return List.copyOf(marks);
  }

  /** The plane with a point; NaN where nothing was done. What lies outside is put onto its edge. */
  Scene with(double x, double y) {
    if (Double.isNaN(y)) {
      return scene(List.of());
    }
    double atX = axes.x(Math.max(axes.xLow(), Math.min(axes.xHigh(), x)));
    double atY = axes.y(Math.max(axes.yLow(), Math.min(axes.yHigh(), y)));
    return scene(List.of(new Mark.Disc(Ink.BLUE, atX, atY, LAST_DOT)))
        .withTrail(new Mark.Disc(Ink.SKY, atX, atY, DOT));
  }

  private Scene scene(List<Mark> marks) {
    return new Scene(0, 0, SIDE, SIDE, marks).withBackdrop(backdrop);
  }
}

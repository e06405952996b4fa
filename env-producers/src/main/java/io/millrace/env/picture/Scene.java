package io.millrace.env.picture;

import java.util.List;

/**
 * A drawing of one moment of an episode, in units of the environment's own; y grows upward. Every
 * scene of an episode shows the same rectangle of the world.
 *
 * <p>A scene says what the present state looks like. What came before is the film's to remember: it
 * keeps the {@code trail} of earlier moments in sight and draws the {@code gauges} over time.
 *
 * @param left the rectangle's least x
 * @param bottom its least y
 * @param backdrop what is the same in every scene of an environment, lowest; make it once
 * @param marks of this moment, highest; later ones lie over earlier ones
 * @param trail of this moment, for later ones to show between backdrop and marks
 * @param gauges numbers of this moment, drawn over time below
 */
public record Scene(
    double left,
    double bottom,
    double width,
    double height,
    List<Mark> backdrop,
    List<Mark> marks,
    List<Mark> trail,
    List<Gauge> gauges) {
  public Scene {
    if (!(width > 0) || !(height > 0)) {
      throw new IllegalArgumentException(
          "expected a rectangle of some size, width=" + width + " height=" + height);
    }
    backdrop = List.copyOf(backdrop);
    marks = List.copyOf(marks);
    trail = List.copyOf(trail);
    gauges = List.copyOf(gauges);
  }

  /** A scene of nothing but this moment. */
  public Scene(double left, double bottom, double width, double height, List<Mark> marks) {
    this(left, bottom, width, height, List.of(), marks, List.of(), List.of());
  }

  /** A square around the origin. */
  public static Scene around(double reach, List<Mark> marks) {
    return new Scene(-reach, -reach, 2 * reach, 2 * reach, marks);
  }

  /** This scene before a backdrop. */
  public Scene withBackdrop(List<Mark> below) {
    return new Scene(left, bottom, width, height, below, marks, trail, gauges);
  }

  /** This scene, of which later ones show these marks. */
  public Scene withTrail(Mark... stays) {
    return new Scene(left, bottom, width, height, backdrop, marks, List.of(stays), gauges);
  }

  /** This scene with numbers to follow. */
  public Scene withGauges(Gauge... numbers) {
    return new Scene(left, bottom, width, height, backdrop, marks, trail, List.of(numbers));
  }
}

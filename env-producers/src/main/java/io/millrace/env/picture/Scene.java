package io.millrace.env.picture;

import java.util.List;

/**
 * A drawing of one moment of an episode, in units of the environment's own; y grows upward. Every
 * scene of an episode shows the same rectangle of the world.
 *
 * @param left the rectangle's least x
 * @param bottom its least y
 * @param marks later ones lie over earlier ones
 */
public record Scene(double left, double bottom, double width, double height, List<Mark> marks) {
  public Scene {
    if (!(width > 0) || !(height > 0)) {
      throw new IllegalArgumentException(
          "expected a rectangle of some size, width=" + width + " height=" + height);
    }
    marks = List.copyOf(marks);
  }

  /** A square around the origin. */
  public static Scene around(double reach, List<Mark> marks) {
    return new Scene(-reach, -reach, 2 * reach, 2 * reach, marks);
  }
}

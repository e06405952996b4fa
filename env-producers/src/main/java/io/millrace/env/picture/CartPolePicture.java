package io.millrace.env.picture;

import java.util.List;

/**
 * Draws a pole on a cart.
 *
 * @param most where an episode ends, on either side, m
 * @param pole its length, m
 * @param backdrop the ground and these ends
 */
public record CartPolePicture(double most, double pole, List<Mark> backdrop) {
  private static final double MARGIN = 0.3;

  /** Between ends, with a pole. */
  public CartPolePicture(double most, double pole) {
    this(
        most,
        pole,
        List.of(
            Mark.Line.between(Ink.GRAY, 0.01, -most - MARGIN, -0.2, most + MARGIN, -0.2),
            Mark.Line.between(Ink.RED, 0.03, -most, -0.3, -most, -0.1),
            Mark.Line.between(Ink.RED, 0.03, most, -0.3, most, -0.1),
            new Mark.Text(Ink.DARK, 0.1 - most, -0.36, 0.13, "force")));
  }

  /**
   * Cart and pole, and the force as a bar below.
   *
   * @param x of the cart, m
   * @param angle of the pole from upright, to the right, rad
   * @param force to the right, as a share of the largest
   */
  public Scene of(double x, double angle, double force) {
    double topX = x + pole * StrictMath.sin(angle);
    double topY = pole * StrictMath.cos(angle);
    double push = 0.5 * force;
    return new Scene(
            -most - MARGIN,
            -0.4,
            2 * (most + MARGIN),
            pole + 0.7,
            List.of(
                new Mark.Rectangle(Ink.DARK, x - 0.25, -0.15, 0.5, 0.3),
                Mark.Line.between(Ink.BLUE, 0.08, x, 0, topX, topY),
                new Mark.Rectangle(Ink.ORANGE, x + Math.min(0, push), -0.3, Math.abs(push), 0.06)))
        .withBackdrop(backdrop);
  }
}

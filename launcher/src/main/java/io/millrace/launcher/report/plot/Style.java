package io.millrace.launcher.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * How the lines are told apart: by color and shape, and by dashes where colors run out.
 *
 * <p>The colors are those of M. Okabe and K. Ito, Color Universal Design (2008), which people with
 * any kind of color vision can tell apart; their yellow is left out, too pale on white.
 */
final class Style {
  static final Color INK = new Color(0x262626);
  static final Color FAINT_INK = new Color(0x6E6E6E);
  static final Color GRID = new Color(0xE6E6E6);
  static final Color STRIP = new Color(0xF6F6F6);
  static final float BAND_OPACITY = 0.18f;

  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));
  private static final List<float[]> DASHES =
      List.of(new float[0], new float[] {6, 3}, new float[] {1.8f, 2.4f});
  private static final float LINE_WIDTH = 1.8f;
  private static final double RADIUS = 3.6;

  private Style() {}

  static Color color(int line) {
    return COLORS.get(line % COLORS.size());
  }

  static Stroke stroke(int line) {
    float[] dash = DASHES.get(line / COLORS.size() % DASHES.size());
    return dash.length == 0
        ? new BasicStroke(LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  static Shape marker(int line) {
    return switch (line % 4) {
      case 0 -> new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
      case 1 -> new Rectangle2D.Double(-0.9 * RADIUS, -0.9 * RADIUS, 1.8 * RADIUS, 1.8 * RADIUS);
      case 2 -> polygon(0, -1.2, 1.15, 0.9, -1.15, 0.9);
      default -> polygon(0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
    };
  }

  private static Shape polygon(double... corners) {
    Path2D.Double path = new Path2D.Double();
    path.moveTo(RADIUS * corners[0], RADIUS * corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(RADIUS * corners[i], RADIUS * corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}

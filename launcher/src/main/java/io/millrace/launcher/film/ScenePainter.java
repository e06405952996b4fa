package io.millrace.launcher.film;

import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.launcher.picture.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints marks of a scene into a rectangle of a page; one unit is as long in x as in y. */
final class ScenePainter {
  private static final float HAIR = 0.5f;

  private final Graphics2D g;
  private final Typeface face;
  private final double scale;
  private final double originX;
  private final double originY;

  /**
   * @param area where on the page; the scene is centered in it
   */
  ScenePainter(Graphics2D g, Typeface face, Scene scene, Rectangle2D area) {
    this.g = g;
    this.face = face;
    this.scale = Math.min(area.getWidth() / scene.width(), area.getHeight() / scene.height());
    this.originX = area.getCenterX() - scale * (scene.left() + scene.width() / 2);
    this.originY = area.getCenterY() + scale * (scene.bottom() + scene.height() / 2);
  }

  void paint(List<Mark> marks) {
    marks.forEach(this::paint);
  }

  private void paint(Mark mark) {
    if (mark instanceof Mark.Line line) {
      paint(line);
    } else if (mark instanceof Mark.Disc disc) {
      double r = scale * disc.radius();
      g.setColor(color(disc.ink()));
      g.fill(new Ellipse2D.Double(x(disc.x()) - r, y(disc.y()) - r, 2 * r, 2 * r));
    } else if (mark instanceof Mark.Rectangle box) {
      g.setColor(color(box.ink()));
      g.fill(area(box.x(), box.y(), box.width(), box.height()));
    } else if (mark instanceof Mark.Text text) {
      paint(text);
    } else if (mark instanceof Mark.Field field) {
      paint(field);
    }
  }

  private void paint(Mark.Text text) {
    g.setColor(color(text.ink()));
    g.setFont(face.plain((float) (scale * text.size())));
    double width = g.getFontMetrics().getStringBounds(text.text(), g).getWidth();
    double before =
        switch (text.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    g.drawString(text.text(), (float) (x(text.x()) - before), (float) y(text.y()));
  }

  private void paint(Mark.Line line) {
    Path2D.Double path = new Path2D.Double();
    path.moveTo(x(line.x()[0]), y(line.y()[0]));
    for (int i = 1; i < line.x().length; i++) {
      path.lineTo(x(line.x()[i]), y(line.y()[i]));
    }
    g.setColor(color(line.ink()));
    float width = (float) Math.max(HAIR, scale * line.width());
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  /** As one image: thousands of rectangles in every frame would make an SVG too large to open. */
  private void paint(Mark.Field field) {
    BufferedImage image =
        new BufferedImage(field.columns(), field.rows(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < field.rows(); row++) {
      for (int column = 0; column < field.columns(); column++) {
        double value = field.values()[row * field.columns() + column];
        double share = (value - field.low()) / (field.high() - field.low());
        image.setRGB(column, field.rows() - 1 - row, heat(share));
      }
    }
    Rectangle2D at = area(field.x(), field.y(), field.width(), field.height());
    g.drawImage(
        image,
        (int) Math.round(at.getX()),
        (int) Math.round(at.getY()),
        (int) Math.round(at.getWidth()),
        (int) Math.round(at.getHeight()),
        null);
  }

  /** Blue at 0, white in the middle, red at 1; a number that is none is gray. */
  private static int heat(double share) {
    if (Double.isNaN(share)) {
      return Ink.GRAY.rgb();
    }
    double s = Math.max(0, Math.min(1, share));
    Color end = s < 0.5 ? color(Ink.BLUE) : color(Ink.RED);
    double away = Math.abs(2 * s - 1);
    return new Color(
            fade(end.getRed(), away), fade(end.getGreen(), away), fade(end.getBlue(), away))
        .getRGB();
  }

  private static int fade(int channel, double away) {
    return (int) Math.round(255 + away * (channel - 255));
  }

  private Rectangle2D area(double left, double bottom, double width, double height) {
    return new Rectangle2D.Double(x(left), y(bottom + height), scale * width, scale * height);
  }

  private double x(double world) {
    return originX + scale * world;
  }

  private double y(double world) {
    return originY - scale * world;
  }

  private static Color color(Ink ink) {
    return new Color(ink.rgb());
  }
}

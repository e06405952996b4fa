package io.millrace.launcher.film;

import io.millrace.env.picture.Ink;
import io.millrace.launcher.picture.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A row of a page: numbers of the moments over the film, drawn up to the present one, on the scale
 * of all of it.
 */
final class TimeStrip {
  private static final int LABEL_WIDTH = 124;
  private static final int LINE_HEIGHT = 12;
  private static final float TEXT = 10;
  private static final double DOT = 1.5;

  /** More points than that no page of this width can show. */
  private static final int MOST_POINTS = 320;

  /**
   * One of its numbers.
   *
   * @param name empty where the title says it
   * @param of NaN at a moment without it
   */
  record Curve(String name, Ink ink, ToDoubleFunction<Frame> of) {}

  /** Where it lies on a page, in points. */
  record Place(double left, double right, double top, double height) {
    double plotLeft() {
      return left + LABEL_WIDTH;
    }

    double bottom() {
      return top + height - 8;
    }
  }

  private final Film film;
  private final Typeface face;
  private final String title;
  private final List<Curve> curves;
  private final Place place;
  private final double low;
  private final double high;

  TimeStrip(Film film, Typeface face, String title, List<Curve> curves, Place place) {
    this.film = film;
    this.face = face;
    this.title = title;
    this.curves = curves;
    this.place = place;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Frame frame : film.frames()) {
      for (Curve curve : curves) {
        double value = curve.of().applyAsDouble(frame);
        least = Double.isFinite(value) ? Math.min(least, value) : least;
        most = Double.isFinite(value) ? Math.max(most, value) : most;
      }
    }
    this.low = least;
    this.high = most;
  }

  /** What does not change: names and scale. */
  void paintBackdrop(Graphics2D g) {
    long named = curves.stream().filter(curve -> !curve.name().isEmpty()).count();
    g.setFont(face.plain(TEXT));
    g.setColor(new Color(Ink.DARK.rgb()));
    float line = (float) ((place.top() + place.bottom() - LINE_HEIGHT * named) / 2) + 4;
    g.drawString(title, (float) place.left(), line);
    for (Curve curve : curves) {
      if (!curve.name().isEmpty()) {
        line += LINE_HEIGHT;
        g.setColor(new Color(curve.ink().rgb()));
        g.drawString(curve.name(), (float) place.left(), line);
      }
    }
    g.setColor(new Color(Ink.GRAY.rgb()));
    if (high > low) {
      right(g, number(high), place.top() + 14);
      right(g, number(low), place.bottom());
    } else if (Double.isFinite(low)) {
      right(g, number(low), place.bottom());
    }
    g.setStroke(new BasicStroke(0.5f));
    g.setColor(new Color(Ink.PALE.rgb()));
    g.draw(new Line2D.Double(place.plotLeft(), place.bottom(), place.right(), place.bottom()));
  }

  /** With so many decimals that the ends of the scale differ in their second digit. */
  private String number(double value) {
    double span = high > low ? high - low : Math.abs(value);
    int decimals = span > 0 ? (int) Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(span)))) : 0;
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  private void right(Graphics2D g, String text, double y) {
    double width = g.getFontMetrics().stringWidth(text);
    g.drawString(text, (float) (place.plotLeft() - 4 - width), (float) y);
  }

  /** The numbers up to a moment. */
  void paint(Graphics2D g, Frame now) {
    for (Curve curve : curves) {
      g.setColor(new Color(curve.ink().rgb()));
      if (film.oneStep()) {
        dots(g, now, curve);
      } else {
        line(g, now, curve);
      }
    }
  }

  /** Episodes that have nothing to do with each other are not joined by a line. */
  private void dots(Graphics2D g, Frame now, Curve curve) {
    for (int i = 0; i <= now.step(); i++) {
      double value = curve.of().applyAsDouble(film.frames().get(i));
      if (Double.isFinite(value)) {
        g.fill(new Ellipse2D.Double(x(i) - DOT, y(value) - DOT, 2 * DOT, 2 * DOT));
      }
    }
  }

  private void line(Graphics2D g, Frame now, Curve curve) {
    Path2D.Double path = new Path2D.Double();
    boolean begun = false;
    int stride = 1 + (film.frames().size() - 1) / MOST_POINTS;
    for (int i = 0; i <= now.step(); i = next(i, stride, now.step())) {
      double value = curve.of().applyAsDouble(film.frames().get(i));
      if (Double.isFinite(value)) {
        if (begun) {
          path.lineTo(x(i), y(value));
        } else {
          path.moveTo(x(i), y(value));
          path.lineTo(x(i) + 1, y(value)); // a single point shows too
        }
        begun = true;
      }
    }
    if (begun) {
      g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(path);
    }
  }

  /** The present moment is never left out. */
  private static int next(int i, int stride, int last) {
    return i < last ? Math.min(last, i + stride) : last + 1;
  }

  private double x(int step) {
    double room = place.right() - place.plotLeft();
    return place.plotLeft() + room * step / Math.max(1, film.steps());
  }

  private double y(double value) {
    double span = high > low ? high - low : 1;
    return place.bottom() - (place.height() - 16) * (value - low) / span;
  }
}

package io.millrace.launcher.film;

import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Scene;
import io.millrace.launcher.picture.Typeface;
import io.millrace.launcher.progress.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Paints a frame: a heading, the scene, and below it the rewards so far. An environment without a
 * scene shows its first observations and actions over time instead.
 */
final class FramePainter {
  private static final int WIDTH = 480;
  private static final int MARGIN = 12;
  private static final int HEADING = 34;
  private static final int STRIP = 64;
  private static final int TRACE = 44;
  private static final int MOST_SCENE_HEIGHT = 480;
  private static final int MOST_OBSERVATIONS = 6;
  private static final int MOST_ACTIONS = 3;
  private static final float TEXT = 12;
  private static final float SMALL_TEXT = 10;
  private static final int LABEL_WIDTH = 124;

  private final Film film;
  private final Typeface face;
  private final int sceneHeight;
  private final int observations;
  private final int actions;

  FramePainter(Film film, Typeface face) {
    this.film = film;
    this.face = face;
    this.observations = Math.min(MOST_OBSERVATIONS, film.frames().get(0).observation().length);
    this.actions = Math.min(MOST_ACTIONS, film.frames().get(0).action().length);
    Scene scene = film.frames().get(0).scene();
    this.sceneHeight =
        scene == null
            ? (observations + actions) * TRACE
            : (int)
                Math.min(MOST_SCENE_HEIGHT, (WIDTH - 2 * MARGIN) * scene.height() / scene.width());
  }

  /** Of the page, in points. */
  int width() {
    return WIDTH;
  }

  /** Of the page, in points. */
  int height() {
    return HEADING + sceneHeight + STRIP + 2 * MARGIN;
  }

  void paint(Graphics2D g, Frame frame) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    heading(g, frame);
    if (frame.scene() == null) {
      traces(g, frame);
    } else {
      Rectangle2D area = new Rectangle2D.Double(MARGIN, HEADING, WIDTH - 2 * MARGIN, sceneHeight);
      new ScenePainter(g, face, frame.scene(), area).paint();
    }
    trace(g, frame, HEADING + sceneHeight + MARGIN, STRIP, "reward", Ink.GREEN, Frame::reward);
  }

  private void heading(Graphics2D g, Frame frame) {
    g.setColor(new Color(Ink.DARK.rgb()));
    g.setFont(face.bold(TEXT));
    g.drawString(film.spec().id() + " · " + film.actor(), MARGIN, 20);
    String now = "step %d   return %s".formatted(frame.step(), Numbers.value(frame.total()));
    g.setFont(face.plain(TEXT));
    g.drawString(now, WIDTH - MARGIN - g.getFontMetrics().stringWidth(now), 20);
  }

  private void traces(Graphics2D g, Frame frame) {
    int top = HEADING;
    for (int i = 0; i < observations; i++, top += TRACE) {
      int index = i;
      trace(g, frame, top, TRACE, "observation " + i, Ink.BLUE, f -> f.observation()[index]);
    }
    for (int i = 0; i < actions; i++, top += TRACE) {
      int index = i;
      trace(g, frame, top, TRACE, "action " + i, Ink.ORANGE, f -> f.action()[index]);
    }
  }

  /** A number over the whole film, drawn up to this frame; the scale is that of all of it. */
  private void trace(
      Graphics2D g,
      Frame now,
      int top,
      int height,
      String name,
      Ink ink,
      ToDoubleFunction<Frame> number) {
    List<Frame> frames = film.frames();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Frame frame : frames) {
      double value = number.applyAsDouble(frame);
      low = Double.isFinite(value) ? Math.min(low, value) : low;
      high = Double.isFinite(value) ? Math.max(high, value) : high;
    }
    double span = high > low ? high - low : 1;
    double left = MARGIN + LABEL_WIDTH;
    double room = WIDTH - MARGIN - left;
    double bottom = top + height - 8;
    label(g, name, low, high, top, bottom);
    Path2D.Double path = new Path2D.Double();
    boolean begun = false;
    for (int i = 0; i < frames.size() && frames.get(i).step() <= now.step(); i++) {
      double value = number.applyAsDouble(frames.get(i));
      if (Double.isFinite(value)) {
        double x = left + room * i / Math.max(1, frames.size() - 1);
        double y = bottom - (height - 16) * (value - low) / span;
        if (begun) {
          path.lineTo(x, y);
        } else {
          path.moveTo(x, y);
          path.lineTo(x + 1, y); // a single point shows too
        }
        begun = true;
      }
    }
    g.setStroke(new BasicStroke(0.5f));
    g.setColor(new Color(Ink.PALE.rgb()));
    g.draw(new Line2D.Double(left, bottom, WIDTH - MARGIN, bottom));
    if (begun) {
      g.setColor(new Color(ink.rgb()));
      g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(path);
    }
  }

  private void label(Graphics2D g, String name, double low, double high, int top, double bottom) {
    g.setFont(face.plain(SMALL_TEXT));
    g.setColor(new Color(Ink.DARK.rgb()));
    g.drawString(name, MARGIN, (int) ((top + bottom) / 2) + 4);
    if (high > low) {
      g.setColor(new Color(Ink.GRAY.rgb()));
      right(g, Numbers.value(high), top + 14);
      right(g, Numbers.value(low), (float) bottom);
    }
  }

  private static void right(Graphics2D g, String text, float y) {
    g.drawString(text, MARGIN + LABEL_WIDTH - 4 - g.getFontMetrics().stringWidth(text), y);
  }
}

package io.millrace.launcher.film;

import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Scene;
import io.millrace.launcher.film.TimeStrip.Curve;
import io.millrace.launcher.picture.Typeface;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paints a frame: a heading, the scene, its gauges over time, and the rewards so far. An
 * environment without a scene shows its first observations and actions over time instead.
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

  private final Film film;
  private final Typeface face;
  private final Scene first;
  private final int sceneHeight;
  private final List<TimeStrip> strips = new ArrayList<>();
  private int height = HEADING;

  FramePainter(Film film, Typeface face) {
    this.film = film;
    this.face = face;
    this.first = film.frames().get(0).scene();
    this.sceneHeight = first == null ? 0 : sceneHeight(first);
    if (first == null) {
      addTraces();
    } else {
      height += sceneHeight + MARGIN;
      addGauges();
    }
    add("reward", STRIP, List.of(new Curve("", Ink.GREEN, Frame::reward)));
    height += MARGIN;
  }

  private static int sceneHeight(Scene scene) {
    double whole = (WIDTH - 2 * MARGIN) * scene.height() / scene.width();
    return (int) Math.min(MOST_SCENE_HEIGHT, whole);
  }

  private void addTraces() {
    Frame frame = film.frames().get(0);
    for (int i = 0; i < Math.min(MOST_OBSERVATIONS, frame.observation().length); i++) {
      int index = i;
      Curve curve = new Curve("", Ink.BLUE, f -> f.observation()[index]);
      add("observation " + i, TRACE, List.of(curve));
    }
    for (int i = 0; i < Math.min(MOST_ACTIONS, frame.action().length); i++) {
      int index = i;
      add("action " + i, TRACE, List.of(new Curve("", Ink.ORANGE, f -> f.action()[index])));
    }
  }

  private void addGauges() {
    Map<String, List<Curve>> charts = new LinkedHashMap<>();
    for (int i = 0; i < first.gauges().size(); i++) {
      Gauge gauge = first.gauges().get(i);
      int index = i;
      charts
          .computeIfAbsent(gauge.chart(), name -> new ArrayList<>())
          .add(new Curve(gauge.name(), gauge.ink(), f -> f.scene().gauges().get(index).value()));
    }
    charts.forEach((name, curves) -> add(name, STRIP, curves));
  }

  private void add(String title, int stripHeight, List<Curve> curves) {
    TimeStrip.Place place = new TimeStrip.Place(MARGIN, WIDTH - MARGIN, height, stripHeight);
    strips.add(new TimeStrip(film, face, title, curves, place));
    height += stripHeight;
  }

  /** Of the page, in points. */
  int width() {
    return WIDTH;
  }

  /** Of the page, in points. */
  int height() {
    return height;
  }

  /** What all frames share, on white. */
  void paintBackdrop(Graphics2D g) {
    smooth(g);
    g.setColor(Color.WHITE);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    g.setColor(new Color(Ink.DARK.rgb()));
    g.setFont(face.bold(TEXT));
    g.drawString(film.spec().id() + " · " + film.actor(), MARGIN, 20);
    if (first != null) {
      scene(g, first).paint(first.backdrop());
    }
    strips.forEach(strip -> strip.paintBackdrop(g));
  }

  /** What moments of the film leave in sight of later ones, between backdrop and frame. */
  void paintTrail(Graphics2D g, int fromStep, int beforeStep) {
    smooth(g);
    for (Frame moment : film.frames().subList(fromStep, beforeStep)) {
      if (moment.scene() != null) {
        scene(g, moment.scene()).paint(moment.scene().trail());
      }
    }
  }

  /** What is this frame's own, over backdrop and trail. */
  void paint(Graphics2D g, Frame frame) {
    smooth(g);
    g.setColor(new Color(Ink.DARK.rgb()));
    g.setFont(face.plain(TEXT));
    String now = film.upTo(frame);
    g.drawString(now, WIDTH - MARGIN - g.getFontMetrics().stringWidth(now), 20);
    if (frame.scene() != null) {
      scene(g, frame.scene()).paint(frame.scene().marks());
    }
    strips.forEach(strip -> strip.paint(g, frame));
  }

  private static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  private ScenePainter scene(Graphics2D g, Scene scene) {
    Rectangle2D area = new Rectangle2D.Double(MARGIN, HEADING, WIDTH - 2 * MARGIN, sceneHeight);
    return new ScenePainter(g, face, scene, area);
  }
}

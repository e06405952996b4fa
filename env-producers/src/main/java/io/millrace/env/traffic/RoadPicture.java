package io.millrace.env.traffic;

import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a road network: lanes in gray, their waiting vehicles as a red queue before the end and the
 * others as a blue bar behind it, as long as they would stand, and beyond the end a dash that says
 * whether a signal lets some of them go.
 */
public final class RoadPicture {

  /** Meters that a standing vehicle takes with its gap, in CityFlow's examples and in SUMO. */
  private static final double VEHICLE_SPACE = 7.5;

  private static final double MARGIN = 20;
  private static final double LANE_WIDTH = 2.5;
  private static final double LEAST_SIGNAL = 8;
  private static final double MOST_SIGNAL = 12;

  /** Of a legend's letters, as a share of the width. */
  private static final double TEXT = 0.024;

  private final List<Polyline> lanes;
  private final List<Mark> backdrop;
  private final double signal;
  private final double left;
  private final double bottom;
  private final double width;
  private final double height;

  /** What there is on lanes, which are numbered as in the picture. */
  public interface Traffic {
    int vehicles(int lane);

    /** Vehicles that stand; never more than there are. */
    int waiting(int lane);

    /** What a lane's signal says. */
    Light light(int lane);
  }

  /** Whether a lane may be left. */
  public enum Light {
    /** By some of its ways. */
    GREEN,
    RED,
    /** There is no signal at its end. */
    NONE
  }

  RoadPicture(List<Polyline> lanes) {
    this.lanes = List.copyOf(lanes);
    List<Mark> still = new ArrayList<>();
    double west = Double.POSITIVE_INFINITY;
    double south = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.NEGATIVE_INFINITY;
    for (Polyline lane : lanes) {
      for (Point point : lane.points()) {
        west = Math.min(west, point.x());
        south = Math.min(south, point.y());
        east = Math.max(east, point.x());
        north = Math.max(north, point.y());
      }
      still.add(mark(Ink.PALE, lane));
    }
    double text = TEXT * (east - west + 2 * MARGIN);
    this.left = west - MARGIN;
    this.bottom = south - MARGIN - 2 * text;
    this.width = east - west + 2 * MARGIN;
    this.height = north - south + 2 * MARGIN + 2 * text;
    this.signal = Math.max(LEAST_SIGNAL, Math.min(MOST_SIGNAL, width / 75));
    legend(text, still);
    this.backdrop = List.copyOf(still); // one list for all scenes
  }

  /**
   * Lanes in the order of their traffic.
   *
   * @param lines [lanes], of each its x [points] and its y [points] in the direction of travel, m
   */
  public static RoadPicture of(List<double[][]> lines) {
    return new RoadPicture(lines.stream().map(line -> Polyline.of(line[0], line[1])).toList());
  }

  private void legend(double text, List<Mark> marks) {
    double at = left + text;
    at = entry(Ink.SKY, "moving", at, text, marks);
    at = entry(Ink.RED, "waiting", at, text, marks);
    at = entry(Ink.GREEN, "green light", at, text, marks);
    entry(Ink.DARK, "red light", at, text, marks);
  }

  /** One entry of the legend; where the next begins. */
  private double entry(Ink ink, String name, double at, double text, List<Mark> marks) {
    double line = bottom + 0.5 * text;
    double end = at + 1.5 * text;
    marks.add(Mark.Line.between(ink, text / 3, at, line + 0.35 * text, end, line + 0.35 * text));
    marks.add(new Mark.Text(Ink.DARK, end + 0.5 * text, line, text, name));
    return end + (1.5 + 0.65 * name.length()) * text;
  }

  /** A moment of it. */
  public Scene scene(Traffic traffic) {
    List<Mark> marks = new ArrayList<>();
    int waiting = 0;
    int vehicles = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      draw(lane, traffic, marks);
      waiting += traffic.waiting(lane);
      vehicles += traffic.vehicles(lane);
    }
    return new Scene(left, bottom, width, height, marks)
        .withBackdrop(backdrop)
        .withGauges(
            new Gauge("vehicles", "moving", Ink.SKY, vehicles - waiting),
            new Gauge("vehicles", "waiting", Ink.RED, waiting));
  }

  private void draw(int lane, Traffic traffic, List<Mark> marks) {
    Polyline line = lanes.get(lane);
    double length = line.length();
    double queue = Math.min(length, VEHICLE_SPACE * traffic.waiting(lane));
    double all = Math.min(length, VEHICLE_SPACE * traffic.vehicles(lane));
    if (all > queue) {
      marks.add(mark(Ink.SKY, line.part(length - all, length - queue)));
    }
    if (queue > 0) {
      marks.add(mark(Ink.RED, line.part(length - queue, length)));
    }
    Light light = traffic.light(lane);
    if (light != Light.NONE) {
      Point begin = line.end().plus(line.endDirection(), LANE_WIDTH);
      Point end = begin.plus(line.endDirection(), signal - LANE_WIDTH);
      Ink ink = light == Light.GREEN ? Ink.GREEN : Ink.DARK;
      marks.add(Mark.Line.between(ink, LANE_WIDTH, begin.x(), begin.y(), end.x(), end.y()));
    }
  }

  private static Mark mark(Ink ink, Polyline line) {
    return new Mark.Line(
        ink,
        LANE_WIDTH,
        line.points().stream().mapToDouble(Point::x).toArray(),
        line.points().stream().mapToDouble(Point::y).toArray());
  }
}

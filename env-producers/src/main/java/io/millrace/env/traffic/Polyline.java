package io.millrace.env.traffic;

import java.util.ArrayList;
import java.util.List;

/** A line through at least two points. */
record Polyline(List<Point> points) {

  private static final int CURVE_SEGMENTS = 10;

  Polyline {
    points = List.copyOf(points);
  }

  /** Through points of which x and y are given. */
  static Polyline of(double[] x, double[] y) {
    List<Point> points = new ArrayList<>(x.length);
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return new Polyline(points);
  }

  double length() {
    double length = 0;
    for (int i = 1; i < points.size(); i++) {
      length += points.get(i).minus(points.get(i - 1)).length();
    }
    return length;
  }

  Point start() {
    return points.get(0);
  }

  Point end() {
    return points.get(points.size() - 1);
  }

  Point startDirection() {
    return points.get(1).minus(points.get(0)).unit();
  }

  Point endDirection() {
    return end().minus(points.get(points.size() - 2)).unit();
  }

  /** The line without its first and last meters; it must have more of them. */
  Polyline shortened(double atStart, double atEnd) {
    List<Point> kept = new ArrayList<>(points);
    kept.set(0, start().plus(startDirection(), atStart));
    kept.set(points.size() - 1, end().plus(endDirection(), -atEnd));
    return new Polyline(kept);
  }

  /** The part from so many to so many meters from its start. */
  Polyline part(double from, double to) {
    List<Point> kept = new ArrayList<>();
    double done = 0;
    for (int i = 1; i < points.size(); i++) {
      Point begin = points.get(i - 1);
      Point way = points.get(i).minus(begin);
      double length = way.length();
      if (done + length >= from && done <= to) {
        kept.add(begin.plus(way, Math.max(0, from - done) / length));
        kept.add(begin.plus(way, Math.min(length, to - done) / length));
      }
      done += length;
    }
    return new Polyline(kept);
  }

  /** The line that runs so many meters to the right of this one. */
  Polyline toTheRight(double meters) {
    List<Point> shifted = new ArrayList<>(points.size());
    for (int i = 0; i < points.size(); i++) {
      Point before = i == 0 ? null : points.get(i).minus(points.get(i - 1)).unit();
      Point after = i == points.size() - 1 ? null : points.get(i + 1).minus(points.get(i)).unit();
      Point along = before == null ? after : after == null ? before : before.plus(after, 1).unit();
      shifted.add(points.get(i).plus(along.right(), meters));
    }
    return new Polyline(shifted);
  }

  /**
   * A cubic curve that leaves {@code start} along one direction and arrives along another; its two
   * inner control points lie {@code reach} meters from the ends.
   */
  static Polyline curve(Point start, Point leaving, Point end, Point arriving, double reach) {
    Point first = start.plus(leaving, reach);
    Point second = end.plus(arriving, -reach);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= CURVE_SEGMENTS; i++) {
      double t = i / (double) CURVE_SEGMENTS;
      double s = 1 - t;
      Point origin = new Point(0, 0);
      points.add(
          origin
              .plus(start, s * s * s)
              .plus(first, 3 * s * s * t)
              .plus(second, 3 * s * t * t)
              .plus(end, t * t * t));
    }
    return new Polyline(points);
  }

  /** Whether the two lines cross or touch. */
  boolean meets(Polyline other) {
    for (int i = 1; i < points.size(); i++) {
      for (int j = 1; j < other.points.size(); j++) {
        if (meet(points.get(i - 1), points.get(i), other.points.get(j - 1), other.points.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Two segments, where {@code a + s (b - a) = c + t (d - c)} with both parameters in [0, 1]. */
  private static boolean meet(Point a, Point b, Point c, Point d) {
    Point own = b.minus(a);
    Point others = d.minus(c);
    double turn = own.cross(others);
    if (turn == 0) {
      return false;
    }
    double s = c.minus(a).cross(others) / turn;
    double t = c.minus(a).cross(own) / turn;
    return s >= 0 && s <= 1 && t >= 0 && t <= 1;
  }
}

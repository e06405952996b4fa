package io.millrace.launcher.report.plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run's curve.
 *
 * @param file the report that it is from
 * @param recipe its id
 * @param points by rising x; at least one, all finite
 * @param last the final evaluation with its standard error over episodes; null where there is none
 */
record RunCurve(Path file, String recipe, long seed, List<Point> points, Spread last) {
  RunCurve {
    points = List.copyOf(points);
  }

  double begin() {
    return points.get(0).x();
  }

  double end() {
    return points.get(points.size() - 1).x();
  }

  /** The value at x, on the straight line between the points at its sides. */
  double at(double x) {
    int above = 0;
    while (above < points.size() - 1 && points.get(above).x() < x) {
      above++;
    }
    Point right = points.get(above);
    Point left = points.get(Math.max(0, above - 1));
    if (right.x() <= x || left.x() >= x) {
      return right.x() <= x ? right.y() : left.y();
    }
    return left.y() + (x - left.x()) / (right.x() - left.x()) * (right.y() - left.y());
  }

  /** Each value the mean of the {@code window} points around it, of fewer at the ends. */
  RunCurve smooth(int window) {
    List<Point> smooth = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int from = Math.max(0, i - (window - 1) / 2);
      int to = Math.min(points.size(), i + window / 2 + 1);
      double mean = points.subList(from, to).stream().mapToDouble(Point::y).average().orElseThrow();
      smooth.add(new Point(points.get(i).x(), mean));
    }
    return new RunCurve(file, recipe, seed, smooth, last);
  }
}

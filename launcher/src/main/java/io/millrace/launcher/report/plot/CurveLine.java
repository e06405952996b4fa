package io.millrace.launcher.report.plot;

import io.millrace.launcher.error.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A line of the chart: the mean over the runs that differ in their seed only.
 *
 * @param seeds how many runs
 * @param points by rising x, from where the last of the runs begins to where the first ends, so
 *     that each is a mean over all of them
 * @param last the final evaluations; null unless every run has one
 */
record CurveLine(String label, int seeds, List<LinePoint> points, Spread last) {
  CurveLine {
    points = List.copyOf(points);
  }

  /** A place on the line. */
  record LinePoint(double x, Spread y) {}

  /** The lines that these runs make, in the order of the runs. */
  static List<CurveLine> of(List<RunCurve> runs, Grouping grouping, Band band) {
    Map<String, List<RunCurve>> groups = new LinkedHashMap<>();
    for (RunCurve run : runs) {
      groups.computeIfAbsent(grouping.key(run), key -> new ArrayList<>()).add(run);
    }
    List<CurveLine> lines = new ArrayList<>();
    groups.values().forEach(group -> lines.add(average(grouping.label(group.get(0)), group, band)));
    return lines;
  }

  /** The mean of runs at every x that one of them has; between points each run is straight. */
  static CurveLine average(String label, List<RunCurve> runs, Band band) {
    refuseEqualSeeds(label, runs);
    double begin = runs.stream().mapToDouble(RunCurve::begin).max().orElseThrow();
    double end = runs.stream().mapToDouble(RunCurve::end).min().orElseThrow();
    if (begin > end) {
      throw new UserError(
          "the runs of %s have no part of the x axis in common, reports=%s"
              .formatted(label, runs.stream().map(RunCurve::file).toList()));
    }
    TreeSet<Double> places = new TreeSet<>();
    runs.forEach(run -> run.points().forEach(point -> places.add(point.x())));
    List<LinePoint> points = new ArrayList<>();
    for (double x : places.subSet(begin, true, end, true)) {
      points.add(new LinePoint(x, band.of(runs.stream().mapToDouble(r -> r.at(x)).toArray())));
    }
    return new CurveLine(label, runs.size(), points, last(runs, band));
  }

  private static Spread last(List<RunCurve> runs, Band band) {
    List<Spread> each = runs.stream().map(RunCurve::last).filter(Objects::nonNull).toList();
    if (each.size() < runs.size()) {
      return null;
    }
    // One seed says nothing of seeds; what is known then is the error over its episodes.
    return each.size() == 1
        ? each.get(0)
        : band.of(each.stream().mapToDouble(Spread::mean).toArray());
  }

  /** The same run twice would count twice. */
  private static void refuseEqualSeeds(String label, List<RunCurve> runs) {
    Map<Long, Path> seen = new HashMap<>();
    for (RunCurve run : runs) {
      Path other = seen.put(run.seed(), run.file());
      if (other != null) {
        throw new UserError(
            "two reports of %s have the same seed, seed=%d: %s and %s"
                .formatted(label, run.seed(), other, run.file()));
      }
    }
  }
}

package io.millrace.launcher.report.plot;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.report.ReportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads the curve of one metric out of reports, also of metrics that a later release adds.
 *
 * @param rewardScale what the recipes multiplied rewards by: the curve has such returns, the final
 *     evaluation the environment's own
 */
record CurveReader(XAxis x, Metric metric, double rewardScale) {
  CurveReader(XAxis x, Metric metric) {
    this(x, metric, 1);
  }

  /**
   * A report's curve.
   *
   * @throws UserError naming the file and what it lacks
   */
  RunCurve read(Path file) {
    JsonNode report = ReportFile.tree(file);
    JsonNode curve = report.get("curve");
    if (curve.isEmpty()) {
      throw new UserError("the report's curve has no point, report=" + file);
    }
    double origin = x == XAxis.WALL_SECONDS ? report.at("/wallSeconds/startUp").asDouble() : 0;
    List<Point> points = new ArrayList<>();
    for (JsonNode point : curve) {
      double place = figure(point, x.field());
      double value = figure(point, metric.field());
      if (Double.isFinite(place) && Double.isFinite(value)) {
        points.add(new Point(place - origin, value * metric.scale() / rewardScale));
      }
    }
    if (points.isEmpty()) {
      throw new UserError(
          "the report's curve has no \"%s\" over \"%s\", report=%s; it has: %s"
              .formatted(metric.name(), x, file, String.join(", ", metrics(curve))));
    }
    points.sort(Comparator.comparingDouble(Point::x));
    return new RunCurve(
        file,
        report.at("/recipe/id").asText(),
        report.path("seed").asLong(),
        points,
        last(report.path("final")));
  }

  /** The final evaluation, with its standard error over episodes where that is known. */
  private Spread last(JsonNode evaluation) {
    double value = figure(evaluation, metric.field());
    if (!Double.isFinite(value)) {
      value = figure(evaluation.path("extra"), metric.field());
    }
    if (!Double.isFinite(value)) {
      return null;
    }
    double error = error(evaluation, value);
    double reach = Double.isFinite(error) ? error : 0;
    double s = metric.scale();
    return new Spread(s * value, s * (value - reach), s * (value + reach));
  }

  private double error(JsonNode evaluation, double value) {
    if (metric.equals(Metric.RETURN)) {
      return figure(evaluation, "standardError");
    }
    // A share of episodes: its error is the binomial one.
    return metric.equals(Metric.SUCCESS)
        ? Math.sqrt(value * (1 - value) / figure(evaluation, "episodes"))
        : Double.NaN;
  }

  private static double figure(JsonNode object, String field) {
    return object.path(field).isNumber() ? object.path(field).asDouble() : Double.NaN;
  }

  /** The metrics that some point has, as {@link Metric#named} takes them. */
  private static TreeSet<String> metrics(JsonNode curve) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode point : curve) {
      point
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNumber()) {
                  names.add(Metric.named(field.getKey()).name());
                }
              });
    }
    Arrays.stream(XAxis.values()).map(XAxis::field).forEach(names::remove);
    return names;
  }
}

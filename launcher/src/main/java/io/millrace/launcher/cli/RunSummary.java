package io.millrace.launcher.cli;

import io.millrace.launcher.progress.Numbers;
import io.millrace.launcher.progress.Sparkline;
import io.millrace.launcher.report.Percentiles;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as a person reads it. */
final class RunSummary {
  private static final int GRAPH_WIDTH = 40;

  private final RunReport report;

  RunSummary(RunReport report) {
    this.report = report;
  }

  /**
   * Prints it.
   *
   * @param file where the report was written; null where it was not
   * @param film where an episode was drawn; null where it was not
   */
  void print(PrintWriter out, Path file, Path film) {
    List<CurvePoint> curve = report.curve();
    out.printf(
        "%n%s: %s updates in %s (start-up %s)%n%n",
        report.status(),
        Numbers.count(report.updates()),
        Numbers.seconds(report.wallSeconds().total()),
        Numbers.seconds(report.wallSeconds().startUp()));
    if (!curve.isEmpty()) {
      printCurve(out, curve);
    }
    printEvaluation(out);
    row(out, "experience", experience());
    row(out, "staleness", staleness());
    RunReport.Throughput speed = report.throughput();
    row(
        out,
        "speed",
        "%s trajectories/s · %s env steps/s · %s updates/s"
            .formatted(
                Numbers.value(speed.trajectoriesPerSecond()),
                Numbers.value(speed.envStepsPerSecond()),
                Numbers.value(speed.updatesPerSecond())));
    Percentiles latency = report.latencyMs().publishedToActing();
    row(
        out,
        "latency",
        "published → acting: p50 %s · p95 %s · p99 %s"
            .formatted(ms(latency.p50()), ms(latency.p95()), ms(latency.p99())));
    row(
        out,
        "policy",
        "%s version %d, sha256 %s"
            .formatted(
                report.policy().id(),
                report.policy().version(),
                PoliciesCommand.shortHash(report.policy().sha256())));
    if (file != null) {
      row(out, "report", file.toString());
    }
    if (film != null) {
      row(out, "film", film.toString());
    }
  }

  private static void printCurve(PrintWriter out, List<CurvePoint> curve) {
    CurvePoint first = curve.get(0);
    CurvePoint last = curve.get(curve.size() - 1);
    String graph = Sparkline.of(curve.stream().map(CurvePoint::meanReturn).toList(), GRAPH_WIDTH);
    row(
        out,
        "return",
        "%s → %s  %s"
            .formatted(Numbers.value(first.meanReturn()), Numbers.value(last.meanReturn()), graph));
    if (first.success() != null && last.success() != null) {
      row(
          out,
          "success",
          Numbers.percent(first.success()) + " → " + Numbers.percent(last.success()));
    }
  }

  private void printEvaluation(PrintWriter out) {
    if (report.last() == null) {
      return;
    }
    row(
        out,
        "evaluation",
        "%d %s: %s"
                .formatted(
                    report.last().episodes(),
                    report.last().extra().containsKey(RunReport.JUDGED_ON)
                        ? "last episodes while learning"
                        : "fresh episodes",
                    evaluation(report.last()))
            + (report.first() == null ? "" : " (untrained " + evaluation(report.first()) + ")"));
    if (!report.last().extra().isEmpty()) {
      row(
          out,
          "",
          report.last().extra().entrySet().stream()
              .map(e -> e.getKey() + " " + extra(e.getValue()))
              .collect(Collectors.joining(" · ")));
    }
  }

  private static String extra(Object value) {
    if (!(value instanceof Number number)) {
      return String.valueOf(value);
    }
    double d = number.doubleValue();
    return d == Math.rint(d) ? Numbers.count((long) d) : Numbers.value(d);
  }

  private static String evaluation(RunReport.Evaluation e) {
    String text =
        "return " + Numbers.value(e.meanReturn()) + " ± " + Numbers.value(e.standardError());
    return e.success() == null ? text : text + ", success " + Numbers.percent(e.success());
  }

  private String experience() {
    RunReport.Fates f = report.fates();
    List<String> parts = new ArrayList<>();
    part(parts, f.used(), "used");
    part(parts, f.stale(), "stale");
    part(parts, f.late(), "late");
    part(parts, f.duplicate(), "duplicate");
    part(parts, f.rejected(), "rejected");
    part(parts, f.incomplete(), "incomplete");
    part(parts, f.open(), "open");
    String sum = String.join(" + ", parts);
    return Numbers.count(f.published()) + " trajectories" + (sum.isEmpty() ? "" : " = " + sum);
  }

  private static void part(List<String> parts, long count, String fate) {
    if (count > 0) {
      parts.add(Numbers.count(count) + " " + fate);
    }
  }

  private String staleness() {
    if (report.staleness().isEmpty()) {
      return "–";
    }
    long all = report.staleness().values().stream().mapToLong(Long::longValue).sum();
    return report.staleness().entrySet().stream()
        .map((Map.Entry<String, Long> e) -> lag(e.getKey(), (double) e.getValue() / all))
        .collect(Collectors.joining(" · "));
  }

  private static String lag(String versions, double share) {
    return versions
        + (versions.equals("1") ? " version: " : " versions: ")
        + Numbers.percent(share);
  }

  private static String ms(Double value) {
    return value == null ? "–" : Numbers.value(value) + " ms";
  }

  private static void row(PrintWriter out, String label, String text) {
    out.printf("  %-11s %s%n", label, text);
  }
}

package io.millrace.benchmarks.page;

import io.millrace.benchmarks.BenchmarkReport;
import io.millrace.benchmarks.BenchmarkTable;
import io.millrace.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a saved report into a Markdown page, so that a page never quotes a figure that no file
 * holds.
 *
 * <pre>
 * java -cp ... io.millrace.benchmarks.page.ResultsPage results/FILE.json README.md
 * </pre>
 */
public final class ResultsPage {
  static final MarkedSection SECTION = new MarkedSection("benchmark results");

  private ResultsPage() {}

  /** Rewrites the page. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("expected REPORT.json PAGE.md");
    }
    Path page = Path.of(arguments[1]);
    BenchmarkReport report = BenchmarkReport.ofJson(Files.readString(Path.of(arguments[0])));
    Files.writeString(page, render(Files.readString(page), report));
  }

  /**
   * The page with this report.
   *
   * @throws IllegalArgumentException where the page lacks the marks
   */
  static String render(String page, BenchmarkReport report) {
    List<String> lines = new ArrayList<>(new BenchmarkTable(report).markdown());
    lines.add("");
    lines.add(conditions(report.machine()));
    return SECTION.replace(page, lines);
  }

  private static String conditions(Machine m) {
    return String.format(
        Locale.ROOT,
        "Measured on %s, %d cores, %.1f GiB; %s; %s; %s; load average %.2f; %s clock, %s run.",
        m.cpu(),
        m.cores(),
        m.memoryGiB(),
        m.os(),
        m.jvm(),
        m.numerics(),
        m.loadAverage(),
        m.clock(),
        m.effort());
  }
}

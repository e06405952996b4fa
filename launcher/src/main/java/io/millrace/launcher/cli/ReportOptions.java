package io.millrace.launcher.cli;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.film.Film;
import io.millrace.launcher.film.FilmFile;
import io.millrace.launcher.report.OutputFile;
import io.millrace.launcher.report.ReportFile;
import io.millrace.launcher.report.RunReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a run leaves behind: its report, and an episode to look at. */
final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes what happened as JSON: curve, fates, latencies, evaluation.")
  private Path report;

  @Option(
      names = "--film",
      paramLabel = "FILE",
      description = {
        "Draws an episode of what was learned, .svg, .gif or .png;",
        "with --report it is drawn beside the report anyway."
      })
  private Path film;

  @Option(names = "--json", description = "Prints the report, and progress to standard error.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Says now whether everything can be written later, so that a run is not lost to a typo. */
  void checkWritable() {
    if (report != null) {
      new OutputFile(report).checkWritable();
    }
    if (film != null) {
      FilmFile.of(film).checkWritable();
    }
  }

  /**
   * Writes what was asked for, and prints.
   *
   * @param episode null where nothing was learned that could be shown
   */
  void write(RunReport result, Film episode, PrintWriter out, PrintWriter err) {
    if (report != null) {
      ReportFile.write(result, report);
    }
    Path drawn = episode == null ? null : draw(episode, err);
    if (json) {
      out.println(ReportFile.json(result));
    } else {
      new RunSummary(result).print(out, report, drawn);
    }
    out.flush();
  }

  /** A picture that nobody has asked for by name is no reason to fail. */
  private Path draw(Film episode, PrintWriter err) {
    if (film != null) {
      return FilmFile.of(film).write(episode).get(0);
    }
    if (report == null) {
      return null;
    }
    try {
      return FilmFile.of(besideReport()).write(episode).get(0);
    } catch (UserError e) {
      err.println("millrace: no film: " + e.getMessage());
      return null;
    }
  }

  private Path besideReport() {
    String name = report.getFileName().toString();
    String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return report.resolveSibling(stem + ".svg");
  }
}

package io.millrace.launcher.progress;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A small block that redraws itself in place. */
public final class TerminalProgress implements Progress {
  private static final String ERASE_TO_END = "\u001b[J";
  private static final int MIN_COLUMNS = 40;
  private static final int MAX_COLUMNS = 100;
  private static final int LABEL_AND_VALUE = 22;

  private final PrintStream out;
  private final int columns;
  private int drawn;

  /**
   * @param columns width of the terminal; lines never wrap, or the redrawing would go astray
   */
  public TerminalProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = Math.max(MIN_COLUMNS, Math.min(columns, MAX_COLUMNS));
  }

  @Override
  public void note(String line) {
    out.print(rewind() + line + "\n");
    out.flush();
    drawn = 0;
  }

  @Override
  public void show(RunStatus status) {
    List<String> block = block(status, columns - 1);
    out.print(rewind() + String.join("\n", block) + "\n");
    out.flush();
    drawn = block.size();
  }

  @Override
  public void end() {
    out.print(rewind());
    out.flush();
    drawn = 0;
  }

  private String rewind() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "A\r" + ERASE_TO_END;
  }

  static List<String> block(RunStatus s, int width) {
    int graph = width - LABEL_AND_VALUE;
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (s.updates() > 0) {
      double share = (double) s.update() / s.updates();
      lines.add(row("update", s.update() + "/" + s.updates(), bar(share, graph)));
    } else {
      lines.add(row("update", Long.toString(s.update()), ""));
    }
    lines.add(row("return", Numbers.value(s.latestReturn()), Sparkline.of(s.returns(), graph)));
    if (s.success() != null) {
      lines.add(row("success", Numbers.percent(s.success()), bar(s.success(), graph)));
    }
    lines.add(
        row(
            "staleness",
            Numbers.value(s.staleness()),
            Numbers.value(s.trajectoriesPerSecond()) + " trajectories/s"));
    lines.add(row("time", Numbers.seconds(s.elapsedSeconds()), left(s)));
    lines.replaceAll(line -> line.length() > width ? line.substring(0, width) : line);
    return lines;
  }

  private static String left(RunStatus s) {
    return s.secondsLeft() == null ? "" : "about " + Numbers.seconds(s.secondsLeft()) + " left";
  }

  private static String row(String label, String value, String rest) {
    return String.format("  %-9s %8s  %s", label, value, rest).stripTrailing();
  }

  private static String bar(double share, int width) {
    int full = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
    return "█".repeat(full) + "░".repeat(width - full);
  }
}

package io.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A report for people: a table of plain text, or of Markdown for a page. */
public final class BenchmarkTable {
  private static final List<String> HEADINGS =
      List.of("benchmark", "ours", "peer", "peer is", "ratio");
  private static final int RATIO = HEADINGS.size() - 1;

  private final List<List<String>> rows = new ArrayList<>();

  public BenchmarkTable(BenchmarkReport report) {
    rows.add(HEADINGS);
    for (BenchmarkResult r : report.results()) {
      rows.add(
          List.of(
              r.id(),
              Figures.withUnit(r.ours(), r.unit()),
              Figures.withUnit(r.peer(), r.unit()),
              Objects.requireNonNullElse(r.peerName(), ""),
              Figures.ratio(r.ratio())));
    }
  }

  /** Columns as wide as their widest cell, figures to the right. */
  public List<String> text() {
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(isFigure(i) ? space + row.get(i) : row.get(i) + space).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** A Markdown table, one line each. */
  public List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| " + String.join(" | ", rows.get(0)) + " |");
    lines.add("|---|---:|---:|---|---:|");
    for (List<String> row : rows.subList(1, rows.size())) {
      lines.add(
          "| `" + row.get(0) + "` | " + String.join(" | ", row.subList(1, row.size())) + " |");
    }
    return lines;
  }

  private static boolean isFigure(int column) {
    return column == 1 || column == 2 || column == RATIO;
  }
}

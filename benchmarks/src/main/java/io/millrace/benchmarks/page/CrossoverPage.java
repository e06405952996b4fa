package io.millrace.benchmarks.page;

import io.millrace.benchmarks.Figures;
import io.millrace.benchmarks.Unit;
import io.millrace.benchmarks.learner.LayerProduct;
import io.millrace.benchmarks.measure.Clock;
import io.millrace.benchmarks.measure.Repeated;
import io.millrace.benchmarks.measure.Samples;
import io.millrace.benchmarks.measure.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one layer's product in three ways, in turn, over shapes, and writes the table into a
 * Markdown page; half a minute. CPU time of the one thread that works.
 *
 * <pre>
 * java -cp ... io.millrace.benchmarks.page.CrossoverPage README.md
 * </pre>
 */
public final class CrossoverPage {
  private static final MarkedSection SECTION = new MarkedSection("crossover");
  private static final int[] WIDTHS = {16, 32, 64, 128, 256};
  private static final int[] ROWS = {1, 8, 32, 64, 256};
  private static final int ROUNDS = 5;
  private static final double TURN_SECONDS = 0.03;

  private CrossoverPage() {}

  /** Rewrites the page. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected PAGE.md");
    }
    Path page = Path.of(arguments[0]);
    Files.writeString(page, SECTION.replace(Files.readString(page), table()));
  }

  private static List<String> table() {
    List<Shape> shapes = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int rows : ROWS) {
        shapes.add(new Shape(width, rows));
      }
    }
    shapes.forEach(shape -> shape.measure(1)); // so that the JIT has seen all of them
    shapes.forEach(shape -> shape.measure(ROUNDS));
    List<String> lines = new ArrayList<>();
    lines.add("| width | rows | loops | OpenBLAS | engine |");
    lines.add("|---:|---:|---:|---:|---:|");
    shapes.forEach(shape -> lines.add(shape.row()));
    return lines;
  }

  private static final class Shape {
    private final int width;
    private final int rows;
    private final List<Work> ways;
    private final double[] microseconds;

    Shape(int width, int rows) {
      LayerProduct product = new LayerProduct(width, rows);
      this.width = width;
      this.rows = rows;
      this.ways = List.of(product::loops, product::openblas, product::engine);
      this.microseconds = new double[ways.size()];
    }

    /** The three ways in turn. */
    void measure(int rounds) {
      List<Samples> samples = ways.stream().map(way -> new Samples()).toList();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < ways.size(); i++) {
          double seconds = new Repeated("", ways.get(i)).measure(TURN_SECONDS, Clock.CPU);
          samples.get(i).add(Unit.MICROSECONDS.ofSeconds(seconds));
        }
      }
      for (int i = 0; i < microseconds.length; i++) {
        microseconds[i] = samples.get(i).median();
      }
    }

    String row() {
      StringBuilder row = new StringBuilder("| " + width + " | " + rows + " |");
      for (double us : microseconds) {
        row.append(' ').append(Figures.of(us)).append(" |");
      }
      return row.toString();
    }
  }
}

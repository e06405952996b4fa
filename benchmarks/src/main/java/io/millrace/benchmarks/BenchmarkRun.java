package io.millrace.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs benchmarks one after the other. */
public final class BenchmarkRun {
  private final BenchmarkContext context;
  private final Consumer<BenchmarkResult> progress;

  /**
   * @param progress told each result as it comes
   */
  public BenchmarkRun(BenchmarkContext context, Consumer<BenchmarkResult> progress) {
    this.context = context;
    this.progress = progress;
  }

  /**
   * Measures; what this machine cannot run is left out, with a note. Standard output is kept for
   * the answer: what a library prints to it meanwhile goes to standard error.
   */
  public BenchmarkReport run(List<Benchmark> benchmarks) {
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      return measure(benchmarks);
    } finally {
      System.setOut(out);
    }
  }

  private BenchmarkReport measure(List<Benchmark> benchmarks) {
    Machine machine = Machine.describe(context);
    List<BenchmarkResult> results = new ArrayList<>();
    for (Benchmark benchmark : benchmarks) {
      String missing = benchmark.missing(context);
      if (missing != null) {
        context.note().accept(benchmark.id() + " is left out: " + missing);
        continue;
      }
      List<BenchmarkResult> measured = benchmark.run(context);
      measured.forEach(progress);
      results.addAll(measured);
    }
    return new BenchmarkReport(machine, results);
  }
}

package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import java.util.List;

/** Flow-matching updates a second, against PyTorch. */
public final class FlowMatchingBenchmark implements Benchmark {
  private record Shape(int width, int batch) {
    String id() {
      return "flow-matching-" + width + "x" + width + "-b" + batch;
    }
  }

  private static final List<Shape> SHAPES =
      List.of(new Shape(256, 256), new Shape(64, 64), new Shape(64, 8), new Shape(128, 1));

  @Override
  public String id() {
    return "flow-matching";
  }

  @Override
  public String group() {
    return "learner";
  }

  @Override
  public String question() {
    return "How many flow-matching updates does one core make in a second?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    return SHAPES.stream()
        .map(
            shape ->
                context.againstPyTorch(
                    shape.id(),
                    Unit.UPDATES_PER_SECOND,
                    new FlowMatchingUpdate(shape.width(), shape.batch())))
        .toList();
  }
}

package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import java.util.List;

/** The time of one action, against PyTorch. */
public final class ActBenchmark implements Benchmark {
  @Override
  public String id() {
    return "act";
  }

  @Override
  public String group() {
    return "learner";
  }

  @Override
  public String question() {
    return "How long does one action for one observation take?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    return List.of(
        context.againstPyTorch("act-64x64-one-row", Unit.MICROSECONDS, new OneAction(64)));
  }
}

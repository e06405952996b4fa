package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import java.util.List;

/** The streaming actor-critic, environment included, against the same method in PyTorch. */
public final class StreamingBenchmark implements Benchmark {
  @Override
  public String id() {
    return "streaming";
  }

  @Override
  public String group() {
    return "learner";
  }

  @Override
  public String question() {
    return "How many steps a second does one core act, simulate and learn from, one at a time?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    try (StreamingStep step = new StreamingStep()) {
      return List.of(
          context.againstPyTorch("stream-ac-128x128-pendulum", Unit.ENV_STEPS_PER_SECOND, step));
    }
  }
}

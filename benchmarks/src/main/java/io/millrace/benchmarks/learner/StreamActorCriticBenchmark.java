package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import java.util.List;

/** Learning from one sample at a time, against PyTorch. */
public final class StreamActorCriticBenchmark implements Benchmark {
  @Override
  public String id() {
    return "stream-ac";
  }

  @Override
  public String group() {
    return "learner";
  }

  @Override
  public String question() {
    return "How many steps does a streaming actor-critic act, simulate and learn in a second?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    return List.of(
        context.againstPyTorch(
            "stream-ac-128x128-pendulum", Unit.ENV_STEPS_PER_SECOND, new StreamStep()));
  }
}

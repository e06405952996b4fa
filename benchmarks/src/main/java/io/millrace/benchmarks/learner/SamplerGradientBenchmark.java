package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import java.util.List;

/** Backpropagation through the sampler, against PyTorch. */
public final class SamplerGradientBenchmark implements Benchmark {
  @Override
  public String id() {
    return "sampler-gradient";
  }

  @Override
  public String group() {
    return "learner";
  }

  @Override
  public String question() {
    return "How many gradients through all 4 steps of the sampler does one core make in a second?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    return List.of(
        context.againstPyTorch(
            "sampler-gradient-64x64-b64", Unit.UPDATES_PER_SECOND, new SamplerGradient(64, 64)));
  }
}

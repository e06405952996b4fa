package io.millrace.benchmarks.jmh;

import io.millrace.benchmarks.learner.SamplerGradient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a gradient through all steps of the sampler take?
 *
 * <pre>
 * ./mvnw -q -pl benchmarks exec:exec -Djmh="SamplerGradients -prof gc"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SamplerGradients {
  @Param({"64"})
  private int width;

  @Param({"8", "64"})
  private int batch;

  private SamplerGradient gradient;

  @Setup
  public void prepare() {
    gradient = new SamplerGradient(width, batch);
  }

  @Benchmark
  public void gradient() {
    gradient.once();
  }
}

package io.millrace.benchmarks.jmh;

import io.millrace.benchmarks.learner.FlowMatchingUpdate;
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
 * How long does one flow-matching update take, and does it allocate?
 *
 * <pre>
 * ./mvnw -q -pl benchmarks exec:exec -Djmh="FlowMatchingUpdates -prof gc"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FlowMatchingUpdates {
  @Param({"256x256", "64x64", "64x8", "128x1"})
  private String widthByBatch;

  private FlowMatchingUpdate update;

  @Setup
  public void prepare() {
    String[] parts = widthByBatch.split("x", -1);
    update = new FlowMatchingUpdate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  @Benchmark
  public void update() {
    update.once();
  }
}

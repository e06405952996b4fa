package io.millrace.benchmarks.jmh;

import io.millrace.benchmarks.learner.OneAction;
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
 * How long does one action take, in the median and at its worst?
 *
 * <pre>
 * ./mvnw -q -pl benchmarks exec:exec -Djmh="OneActions"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OneActions {
  @Param({"64", "256"})
  private int width;

  private OneAction action;

  @Setup
  public void prepare() {
    action = new OneAction(width);
  }

  @Benchmark
  public void act() {
    action.once();
  }
}

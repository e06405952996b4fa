package io.millrace.benchmarks.jmh;

import io.millrace.benchmarks.learner.Shapes;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
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
 * How do a network's forward and backward pass grow with width and batch? A step in these figures
 * where the engine changes from loops to OpenBLAS says that it changes at the wrong shape.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks exec:exec -Djmh="MlpGradients -p width=64 -rf csv -rff mlp.csv"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MlpGradients {
  @Param({"16", "32", "64", "128", "256"})
  private int width;

  @Param({"1", "4", "16", "64", "256"})
  private int rows;

  private final Tape tape = new Tape();
  private FlowModel model;
  private float[] input;

  @Setup
  public void prepare() {
    model = Shapes.policy(width).model();
    input = Shapes.gaussian(rows * Shapes.INPUT, 1);
  }

  @Benchmark
  public float[] forward() {
    tape.reset();
    return output().data();
  }

  @Benchmark
  public float[] forwardAndBackward() {
    tape.reset();
    tape.backward(tape.mean(tape.square(output())));
    return model.parameters().gradients();
  }

  private Value output() {
    Value x = tape.input(input, rows, Shapes.INPUT);
    return model.velocity().forward(tape, model.parameters(), x);
  }
}

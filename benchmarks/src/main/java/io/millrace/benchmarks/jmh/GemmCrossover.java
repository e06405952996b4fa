package io.millrace.benchmarks.jmh;

import io.millrace.benchmarks.learner.LayerProduct;
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
 * From which shape on does OpenBLAS beat plain loops and the engine?
 *
 * <pre>
 * ./mvnw -q -pl benchmarks compile exec:exec -Djmh="GemmCrossover -rf csv -rff crossover.csv"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class GemmCrossover {
  @Param({"16", "32", "64", "128", "256"})
  private int width;

  @Param({"1", "8", "32", "64", "256"})
  private int rows;

  private LayerProduct product;

  @Setup
  public void prepare() {
    product = new LayerProduct(width, rows);
  }

  @Benchmark
  public float[] engine() {
    return product.engine();
  }

  @Benchmark
  public float[] loops() {
    return product.loops();
  }

  @Benchmark
  public float[] openblas() {
    return product.openblas();
  }
}

package io.millrace.benchmarks.jmh;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import io.millrace.benchmarks.learner.Shapes;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
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
 * From which shape on does OpenBLAS, its call and its copies included, beat plain loops and the
 * engine? One layer, {@code c[rows][width] = a[rows][width] b[width][width]}, on Java arrays.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks exec:exec -Djmh="GemmCrossover -rf csv -rff crossover.csv"
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

  private final Tape tape = new Tape();
  private float[] a;
  private float[] b;
  private float[] c;
  private Value left;
  private Value right;

  @Setup
  public void prepare() {
    blas_set_num_threads(1);
    a = Shapes.gaussian(rows * width, 1);
    b = Shapes.gaussian(width * width, 2);
    c = new float[rows * width];
    product();
    System.arraycopy(a, 0, left.data(), 0, a.length);
    System.arraycopy(b, 0, right.data(), 0, b.length);
  }

  private Value product() {
    tape.reset();
    left = tape.input(rows, width);
    right = tape.input(width, width);
    return tape.matmul(left, right);
  }

  /** What the engine does with this shape in this JVM. */
  @Benchmark
  public float[] engine() {
    return product().data();
  }

  /** Four rows of b at a time, which the JIT vectorizes. */
  @Benchmark
  public float[] loops() {
    Arrays.fill(c, 0f);
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < width; p += 4) {
        int s = row * width + p;
        addFourRows(a[s], a[s + 1], a[s + 2], a[s + 3], p * width, row * width);
      }
    }
    return c;
  }

  private void addFourRows(float a0, float a1, float a2, float a3, int from, int to) {
    for (int j = 0; j < width; j++) {
      c[to + j] +=
          a0 * b[from + j]
              + a1 * b[from + width + j]
              + a2 * b[from + 2 * width + j]
              + a3 * b[from + 3 * width + j];
    }
  }

  @Benchmark
  public float[] openblas() {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        rows,
        width,
        width,
        1f,
        a,
        width,
        b,
        width,
        0f,
        c,
        width);
    return c;
  }
}

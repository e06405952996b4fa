package io.millrace.benchmarks.learner;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/** One layer's product on Java arrays, {@code [rows][width] x [width][width]}, in three ways. */
public final class LayerProduct {
  private final int width;
  private final int rows;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final Tape tape = new Tape();

  /**
   * @param width a multiple of 4
   */
  public LayerProduct(int width, int rows) {
    blas_set_num_threads(1);
    this.width = width;
    this.rows = rows;
    a = Shapes.gaussian(rows * width, 1);
    b = Shapes.gaussian(width * width, 2);
    c = new float[rows * width];
    tape.input(a, rows, width);
    tape.input(b, width, width);
  }

  /** What the engine does with this shape in this JVM. */
  public float[] engine() {
    tape.reset();
    Value left = tape.input(rows, width);
    Value right = tape.input(width, width);
    return tape.matmul(left, right).data();
  }

  /** Plain loops, four rows of b at a time, which the JIT vectorizes. */
  public float[] loops() {
    Arrays.fill(c, 0f);
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < width; p += 4) {
        int s = row * width + p;
        addFourRows(a[s], a[s + 1], a[s + 2], a[s + 3], b, p * width, width, c, row * width);
      }
    }
    return c;
  }

  private static void addFourRows(
      float a0, float a1, float a2, float a3, float[] b, int b0, int n, float[] c, int to) {
    int b1 = b0 + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    for (int j = 0; j < n; j++) {
      c[to + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
  }

  /** ND4J's OpenBLAS on one thread, its call and the copies from and to arrays included. */
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

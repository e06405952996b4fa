package io.millrace.flow.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products on vector registers, through the JDK's incubating vector API.
 *
 * <p>A tile of the result, four rows by two vectors, stays in registers while k runs; broadcasts of
 * a meet vectors of b in fused multiply-adds. What is left at the edges runs on one row, on
 * narrower vectors, and at last on single numbers. However it is tiled, an element of the result is
 * the same chain of fused multiply-adds in the order of k: its bits depend neither on the number of
 * rows nor on the width of the registers, and who acts on one row finds the number that the learner
 * finds in a batch.
 */
final class VectorKernel implements MatrixKernel {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int W = WIDE.length();

  private static final ThreadLocal<Panel> PANEL = ThreadLocal.withInitial(Panel::new);

  /** Room for columns that do not fill a vector; what lies beside them is never looked at. */
  private static final class Panel {
    private final float[] tile = new float[Math.max(8 * W, Sums.LANES)];
    private float[] wide = new float[64 * W];
    private float[] turned = {};

    float[] turned(int length) {
      if (turned.length < length) {
        turned = new float[length];
      }
      return turned;
    }

    float[] wide(int rows) {
      if (wide.length < rows * W) {
        wide = new float[rows * W];
      }
      return wide;
    }
  }

  /** This thread's room for the lanes of a sum, at least 16. */
  static float[] scratchLanes() {
    return PANEL.get().tile;
  }

  @Override
  public String id() {
    return "vector-fma";
  }

  @Override
  public void addProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    product(a, aFrom, k, 1, b, bFrom, c, cFrom, m, k, n);
  }

  @Override
  public void addTransposedProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    product(a, aFrom, 1, k, b, bFrom, c, cFrom, k, m, n);
  }

  /** Few rows go by dot products; for more it pays to turn b over first. */
  @Override
  public void addProductTransposed(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    if (m < Gemm.TURN_FROM_ROWS) {
      for (int i = 0; i < m; i++) {
        dots(a, aFrom + i * n, b, bFrom, c, cFrom + i * k, k, n);
      }
      return;
    }
    float[] turned = PANEL.get().turned(k * n);
    Gemm.transpose(b, bFrom, turned, k, n);
    product(a, aFrom, n, 1, turned, 0, c, cFrom, m, n, k);
  }

  /** c[p] += a . b[p], four rows of b at a time. */
  private static void dots(
      float[] a, int a0, float[] b, int bFrom, float[] c, int c0, int k, int n) {
    float[] tile = PANEL.get().tile;
    int whole = n - n % W;
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      int b0 = bFrom + p * n;
      dot4(a, a0, b, b0, tile, whole, n);
      for (int r = 0; r < 4; r++) {
        float sum = laneSum(tile, r * W);
        for (int j = whole; j < n; j++) {
          sum = Math.fma(a[a0 + j], b[b0 + r * n + j], sum);
        }
        c[c0 + p + r] += sum;
      }
    }
    for (; p < k; p++) {
      float sum = 0;
      for (int j = 0; j < n; j++) {
        sum = Math.fma(a[a0 + j], b[bFrom + p * n + j], sum);
      }
      c[c0 + p] += sum;
    }
  }

  private static void dot4(float[] a, int a0, float[] b, int b0, float[] tile, int whole, int n) {
    FloatVector s0 = FloatVector.zero(WIDE);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int j = 0; j < whole; j += W) {
      FloatVector x = FloatVector.fromArray(WIDE, a, a0 + j);
      int from = b0 + j;
      s0 = x.fma(FloatVector.fromArray(WIDE, b, from), s0);
      s1 = x.fma(FloatVector.fromArray(WIDE, b, from + n), s1);
      s2 = x.fma(FloatVector.fromArray(WIDE, b, from + 2 * n), s2);
      s3 = x.fma(FloatVector.fromArray(WIDE, b, from + 3 * n), s3);
    }
    s0.intoArray(tile, 0);
    s1.intoArray(tile, W);
    s2.intoArray(tile, 2 * W);
    s3.intoArray(tile, 3 * W);
  }

  /** Halves onto each other, so that the order is the same whatever runs it. */
  private static float laneSum(float[] tile, int from) {
    for (int half = W / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        tile[from + i] += tile[from + half + i];
      }
    }
    return tile[from];
  }

  /** c[i][j] += sum_p a[aFrom + i aRow + p aStep] b[p][j], for m rows, depth k, n columns. */
  private static void product(
      float[] a,
      int aFrom,
      int aRow,
      int aStep,
      float[] b,
      int bFrom,
      float[] c,
      int cFrom,
      int m,
      int k,
      int n) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int a0 = aFrom + i * aRow;
      int c0 = cFrom + i * n;
      int j = 0;
      for (; j + 2 * W <= n; j += 2 * W) {
        tile4x2(a, a0, aRow, aStep, b, bFrom + j, c, c0 + j, k, n);
      }
      for (; j + W <= n; j += W) {
        tile4x1(a, a0, aRow, aStep, b, bFrom + j, c, c0 + j, k, n);
      }
    }
    int edge = n - n % W;
    if (edge < n && i > 0) {
      edgeColumns(a, aFrom, aRow, aStep, b, bFrom + edge, c, cFrom + edge, i, k, n);
    }
    for (; i < m; i++) {
      row(a, aFrom + i * aRow, aStep, b, bFrom, c, cFrom + i * n, k, n);
    }
  }

  /** The columns beyond the last whole vector, for a multiple of four rows. */
  private static void edgeColumns(
      float[] a,
      int aFrom,
      int aRow,
      int aStep,
      float[] b,
      int bFrom,
      float[] c,
      int cFrom,
      int m,
      int k,
      int n) {
    int columns = n % W;
    Panel panel = PANEL.get();
    float[] wide = panel.wide(k);
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < columns; j++) {
        wide[p * W + j] = b[bFrom + p * n + j];
      }
    }
    float[] tile = panel.tile;
    int i = 0;
    for (; i + 8 <= m; i += 8) {
      copyColumns(c, cFrom + i * n, n, tile, 0, W, 8, columns);
      tile8x1(a, aFrom + i * aRow, aRow, aStep, wide, tile, k);
      copyColumns(tile, 0, W, c, cFrom + i * n, n, 8, columns);
    }
    if (i < m) {
      copyColumns(c, cFrom + i * n, n, tile, 0, W, 4, columns);
      tile4x1(a, aFrom + i * aRow, aRow, aStep, wide, 0, tile, 0, k, W);
      copyColumns(tile, 0, W, c, cFrom + i * n, n, 4, columns);
    }
  }

  private static void copyColumns(
      float[] from, int at, int stride, float[] to, int toAt, int toStride, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        to[toAt + r * toStride + j] = from[at + r * stride + j];
      }
    }
  }

  /**
   * Eight rows of the panel: twice the chains of {@link #tile4x1}, which would wait for each other.
   */
  private static void tile8x1(
      float[] a, int a0, int aRow, int aStep, float[] wide, float[] tile, int k) {
    FloatVector s0 = FloatVector.fromArray(WIDE, tile, 0);
    FloatVector s1 = FloatVector.fromArray(WIDE, tile, W);
    FloatVector s2 = FloatVector.fromArray(WIDE, tile, 2 * W);
    FloatVector s3 = FloatVector.fromArray(WIDE, tile, 3 * W);
    FloatVector s4 = FloatVector.fromArray(WIDE, tile, 4 * W);
    FloatVector s5 = FloatVector.fromArray(WIDE, tile, 5 * W);
    FloatVector s6 = FloatVector.fromArray(WIDE, tile, 6 * W);
    FloatVector s7 = FloatVector.fromArray(WIDE, tile, 7 * W);
    for (int p = 0; p < k; p++) {
      FloatVector y = FloatVector.fromArray(WIDE, wide, p * W);
      int q = a0 + p * aStep;
      s0 = FloatVector.broadcast(WIDE, a[q]).fma(y, s0);
      s1 = FloatVector.broadcast(WIDE, a[q + aRow]).fma(y, s1);
      s2 = FloatVector.broadcast(WIDE, a[q + 2 * aRow]).fma(y, s2);
      s3 = FloatVector.broadcast(WIDE, a[q + 3 * aRow]).fma(y, s3);
      s4 = FloatVector.broadcast(WIDE, a[q + 4 * aRow]).fma(y, s4);
      s5 = FloatVector.broadcast(WIDE, a[q + 5 * aRow]).fma(y, s5);
      s6 = FloatVector.broadcast(WIDE, a[q + 6 * aRow]).fma(y, s6);
      s7 = FloatVector.broadcast(WIDE, a[q + 7 * aRow]).fma(y, s7);
    }
    s0.intoArray(tile, 0);
    s1.intoArray(tile, W);
    s2.intoArray(tile, 2 * W);
    s3.intoArray(tile, 3 * W);
    s4.intoArray(tile, 4 * W);
    s5.intoArray(tile, 5 * W);
    s6.intoArray(tile, 6 * W);
    s7.intoArray(tile, 7 * W);
  }

  private static void tile4x2(
      float[] a, int a0, int aRow, int aStep, float[] b, int b0, float[] c, int c0, int k, int n) {
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int c1 = c0 + n;
    int c2 = c1 + n;
    int c3 = c2 + n;
    FloatVector s00 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s01 = FloatVector.fromArray(WIDE, c, c0 + W);
    FloatVector s10 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s11 = FloatVector.fromArray(WIDE, c, c1 + W);
    FloatVector s20 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s21 = FloatVector.fromArray(WIDE, c, c2 + W);
    FloatVector s30 = FloatVector.fromArray(WIDE, c, c3);
    FloatVector s31 = FloatVector.fromArray(WIDE, c, c3 + W);
    for (int p = 0; p < k; p++) {
      FloatVector y0 = FloatVector.fromArray(WIDE, b, b0 + p * n);
      FloatVector y1 = FloatVector.fromArray(WIDE, b, b0 + p * n + W);
      int q = p * aStep;
      FloatVector x = FloatVector.broadcast(WIDE, a[a0 + q]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = FloatVector.broadcast(WIDE, a[a1 + q]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = FloatVector.broadcast(WIDE, a[a2 + q]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = FloatVector.broadcast(WIDE, a[a3 + q]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + W);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + W);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + W);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + W);
  }

  private static void tile4x1(
      float[] a, int a0, int aRow, int aStep, float[] b, int b0, float[] c, int c0, int k, int n) {
    FloatVector s0 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s1 = FloatVector.fromArray(WIDE, c, c0 + n);
    FloatVector s2 = FloatVector.fromArray(WIDE, c, c0 + 2 * n);
    FloatVector s3 = FloatVector.fromArray(WIDE, c, c0 + 3 * n);
    for (int p = 0; p < k; p++) {
      FloatVector y = FloatVector.fromArray(WIDE, b, b0 + p * n);
      int q = a0 + p * aStep;
      s0 = FloatVector.broadcast(WIDE, a[q]).fma(y, s0);
      s1 = FloatVector.broadcast(WIDE, a[q + aRow]).fma(y, s1);
      s2 = FloatVector.broadcast(WIDE, a[q + 2 * aRow]).fma(y, s2);
      s3 = FloatVector.broadcast(WIDE, a[q + 3 * aRow]).fma(y, s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + n);
    s2.intoArray(c, c0 + 2 * n);
    s3.intoArray(c, c0 + 3 * n);
  }

  private static void row(
      float[] a, int a0, int aStep, float[] b, int bFrom, float[] c, int c0, int k, int n) {
    int j = 0;
    for (; j + 4 * W <= n; j += 4 * W) {
      row1x4(a, a0, aStep, b, bFrom + j, c, c0 + j, k, n);
    }
    for (; j + W <= n; j += W) {
      row1x1(a, a0, aStep, b, bFrom + j, c, c0 + j, k, n);
    }
    for (; j < n; j++) {
      float s = c[c0 + j];
      for (int p = 0; p < k; p++) {
        s = Math.fma(a[a0 + p * aStep], b[bFrom + p * n + j], s);
      }
      c[c0 + j] = s;
    }
  }

  private static void row1x4(
      float[] a, int a0, int aStep, float[] b, int b0, float[] c, int c0, int k, int n) {
    FloatVector s0 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s1 = FloatVector.fromArray(WIDE, c, c0 + W);
    FloatVector s2 = FloatVector.fromArray(WIDE, c, c0 + 2 * W);
    FloatVector s3 = FloatVector.fromArray(WIDE, c, c0 + 3 * W);
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(WIDE, a[a0 + p * aStep]);
      int from = b0 + p * n;
      s0 = x.fma(FloatVector.fromArray(WIDE, b, from), s0);
      s1 = x.fma(FloatVector.fromArray(WIDE, b, from + W), s1);
      s2 = x.fma(FloatVector.fromArray(WIDE, b, from + 2 * W), s2);
      s3 = x.fma(FloatVector.fromArray(WIDE, b, from + 3 * W), s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + W);
    s2.intoArray(c, c0 + 2 * W);
    s3.intoArray(c, c0 + 3 * W);
  }

  private static void row1x1(
      float[] a, int a0, int aStep, float[] b, int b0, float[] c, int c0, int k, int n) {
    FloatVector s = FloatVector.fromArray(WIDE, c, c0);
    for (int p = 0; p < k; p++) {
      FloatVector x = FloatVector.broadcast(WIDE, a[a0 + p * aStep]);
      s = x.fma(FloatVector.fromArray(WIDE, b, b0 + p * n), s);
    }
    s.intoArray(c, c0);
  }
}

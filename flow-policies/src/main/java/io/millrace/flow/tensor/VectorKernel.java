package io.millrace.flow.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products on vector registers, through the JDK's incubating vector API.
 *
 * <p>A tile of the result, such as six rows by two vectors, stays in registers while k runs;
 * broadcasts of a meet vectors of b in fused multiply-adds. {@link VectorBlock} holds what many
 * rows are tiled by; single rows are here. However it is tiled, an element of the result is the
 * same chain of fused multiply-adds in the order of k: its bits depend neither on the number of
 * rows nor on the width of the registers, and who acts on one row finds the number that the learner
 * finds in a batch.
 */
final class VectorKernel implements MatrixKernel {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int W = WIDE.length();

  private static final ThreadLocal<Panel> PANEL = ThreadLocal.withInitial(Panel::new);

  /** Room for the lanes of sums and for a matrix that was turned over. */
  private static final class Panel {
    private final float[] tile = new float[Math.max(4 * W, Sums.LANES)];
    private float[] turned = {};

    float[] turned(int length) {
      if (turned.length < length) {
        turned = new float[length];
      }
      return turned;
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
      float[] a,
      int aFrom,
      float[] b,
      int bFrom,
      float[] c,
      int cFrom,
      int m,
      int k,
      int n,
      int stride) {
    product(a, aFrom, k, false, b, bFrom, c, cFrom, m, k, n, stride);
  }

  @Override
  public void addTransposedProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    product(a, aFrom, k, true, b, bFrom, c, cFrom, k, m, n, n);
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
    product(a, aFrom, n, false, turned, 0, c, cFrom, m, n, k, k);
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

  /**
   * c[i][j] += sum_p a[i][p] b[p][j], for m rows, depth k, n columns; rows of b and c are {@code
   * stride} apart. Where a is turned it stands as [p][i].
   */
  private static void product(
      float[] a,
      int aFrom,
      int aStride,
      boolean turned,
      float[] b,
      int bFrom,
      float[] c,
      int cFrom,
      int m,
      int k,
      int n,
      int stride) {
    int many = m - m % 4;
    if (many > 0) {
      VectorBlock.ofThread()
          .product(a, aFrom, aStride, turned, b, bFrom, c, cFrom, many, k, n, stride);
    }
    int aRow = turned ? 1 : aStride;
    int aStep = turned ? aStride : 1;
    for (int i = many; i < m; i++) {
      row(a, aFrom + i * aRow, aStep, b, bFrom, c, cFrom + i * stride, k, n, stride);
    }
  }

  private static void row(
      float[] a,
      int a0,
      int aStep,
      float[] b,
      int bFrom,
      float[] c,
      int c0,
      int k,
      int n,
      int stride) {
    int j = 0;
    for (; j + 4 * W <= n; j += 4 * W) {
      row1x4(a, a0, aStep, b, bFrom + j, c, c0 + j, k, stride);
    }
    for (; j + W <= n; j += W) {
      row1x1(a, a0, aStep, b, bFrom + j, c, c0 + j, k, stride);
    }
    if (j < n) {
      VectorBlock.ofThread().edgeOfRow(a, a0, aStep, b, bFrom + j, c, c0 + j, k, n - j, stride);
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

package io.millrace.flow.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of many rows with one block of columns at a time: the block of b is packed once and
 * every tile of rows reads it in one go. Columns that do not fill a vector run on whole ones all
 * the same: the lanes beyond the last carry numbers that nobody looks at and that never reach c.
 */
final class VectorBlock {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int W = WIDE.length();

  /** Rows from which a block of two vectors pays for being packed. */
  private static final int PACK_FROM_ROWS = 16;

  private static final ThreadLocal<VectorBlock> OF_THREAD =
      ThreadLocal.withInitial(VectorBlock::new);

  /** The block of b, [k][one or two vectors]. */
  private float[] right = new float[128 * W];

  /** Columns of c that do not fill a vector. */
  private float[] sums = new float[64 * W];

  private VectorBlock() {}

  /** This thread's, with its room for packed columns. */
  static VectorBlock ofThread() {
    return OF_THREAD.get();
  }

  /**
   * c[i][j] += sum_p a[i][p] b[p][j], for a multiple of four rows.
   *
   * @param turned whether a stands as [p][i], and not as [i][p]
   * @param aStride between the rows of a as they stand
   * @param stride between rows of b and between rows of c
   */
  void product(
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
    right = withRoom(right, 2 * k);
    int j = 0;
    for (; j + 2 * W <= n; j += 2 * W) {
      if (m < PACK_FROM_ROWS) {
        four(a, aFrom, aStride, turned, b, bFrom + j, stride, c, cFrom + j, stride, 0, m, k);
      } else {
        packTwo(b, bFrom + j, stride, k);
        twoVectors(a, aFrom, aStride, turned, c, cFrom + j, stride, m, k);
      }
    }
    if (j + W <= n) {
      pack(b, bFrom + j, stride, right, k, W);
      oneVector(a, aFrom, aStride, turned, c, cFrom + j, stride, m, k);
      j += W;
    }
    if (j < n) {
      int columns = n - j;
      sums = withRoom(sums, m);
      pack(b, bFrom + j, stride, right, k, columns);
      pack(c, cFrom + j, stride, sums, m, columns);
      oneVector(a, aFrom, aStride, turned, sums, 0, W, m, k);
      unpack(c, cFrom + j, stride, m, columns);
    }
  }

  /** Tiles of six rows, and of four where that leaves no rest. */
  private void twoVectors(
      float[] a,
      int aFrom,
      int aStride,
      boolean turned,
      float[] c,
      int c0,
      int cRow,
      int m,
      int k) {
    int i = 0;
    for (; m - i >= 6 && m - i != 8; i += 6) {
      if (turned) {
        VectorTiles.columns6x2(a, aFrom + i, aStride, right, c, c0 + i * cRow, cRow, k);
      } else {
        VectorTiles.rows6x2(a, aFrom + i * aStride, aStride, right, c, c0 + i * cRow, cRow, k);
      }
    }
    four(a, aFrom, aStride, turned, right, 0, 2 * W, c, c0, cRow, i, m, k);
  }

  private static void four(
      float[] a,
      int aFrom,
      int aStride,
      boolean turned,
      float[] b,
      int b0,
      int bRow,
      float[] c,
      int c0,
      int cRow,
      int from,
      int m,
      int k) {
    int aRow = turned ? 1 : aStride;
    int aStep = turned ? aStride : 1;
    for (int i = from; i < m; i += 4) {
      VectorTiles.any4x2(a, aFrom + i * aRow, aRow, aStep, b, b0, bRow, c, c0 + i * cRow, cRow, k);
    }
  }

  /** Tiles of eight rows: a single vector takes as many for their latency not to show. */
  private void oneVector(
      float[] a,
      int aFrom,
      int aStride,
      boolean turned,
      float[] c,
      int c0,
      int cRow,
      int m,
      int k) {
    int i = 0;
    for (; i + 8 <= m; i += 8) {
      if (turned) {
        VectorTiles.columns8x1(a, aFrom + i, aStride, right, c, c0 + i * cRow, cRow, k);
      } else {
        VectorTiles.rows8x1(a, aFrom + i * aStride, aStride, right, c, c0 + i * cRow, cRow, k);
      }
    }
    if (i < m) {
      int aRow = turned ? 1 : aStride;
      int aStep = turned ? aStride : 1;
      VectorTiles.any4x1(a, aFrom + i * aRow, aRow, aStep, right, 0, W, c, c0 + i * cRow, cRow, k);
    }
  }

  /** One row and the columns that do not fill a vector; b is packed only where it ends. */
  void edgeOfRow(
      float[] a,
      int a0,
      int aStep,
      float[] b,
      int bFrom,
      float[] c,
      int c0,
      int k,
      int columns,
      int stride) {
    int whole = wholeVectors(b, bFrom, stride, k);
    int rest = k - whole;
    right = withRoom(right, rest);
    copyRows(b, bFrom + whole * stride, stride, right, 0, W, rest, columns);
    copyRows(c, c0, stride, sums, 0, W, 1, columns);
    FloatVector s = FloatVector.fromArray(WIDE, sums, 0);
    for (int p = 0; p < whole; p++) {
      FloatVector x = FloatVector.broadcast(WIDE, a[a0 + p * aStep]);
      s = x.fma(FloatVector.fromArray(WIDE, b, bFrom + p * stride), s);
    }
    for (int p = 0; p < rest; p++) {
      FloatVector x = FloatVector.broadcast(WIDE, a[a0 + (whole + p) * aStep]);
      s = x.fma(FloatVector.fromArray(WIDE, right, p * W), s);
    }
    s.intoArray(sums, 0);
    copyRows(sums, 0, W, c, c0, stride, 1, columns);
  }

  private void packTwo(float[] b, int bFrom, int stride, int k) {
    float[] to = right;
    for (int p = 0; p < k; p++) {
      int from = bFrom + p * stride;
      FloatVector.fromArray(WIDE, b, from).intoArray(to, p * 2 * W);
      FloatVector.fromArray(WIDE, b, from + W).intoArray(to, p * 2 * W + W);
    }
  }

  /** Each row to a vector of its own. */
  private static void pack(float[] from, int at, int stride, float[] to, int rows, int columns) {
    int whole = wholeVectors(from, at, stride, rows);
    for (int r = 0; r < whole; r++) {
      FloatVector.fromArray(WIDE, from, at + r * stride).intoArray(to, r * W);
    }
    copyRows(from, at + whole * stride, stride, to, whole * W, W, rows - whole, columns);
  }

  /** How many of the rows can be read a vector at a time without leaving the array. */
  private static int wholeVectors(float[] from, int at, int stride, int rows) {
    return Math.max(0, Math.min(rows, Math.floorDiv(from.length - W - at, stride) + 1));
  }

  /** Rows side by side: what a vector spills over a row's end is for the next ones to overwrite. */
  private void unpack(float[] c, int cFrom, int stride, int m, int columns) {
    float[] from = sums;
    int whole = columns == stride ? Math.max(0, Math.floorDiv(m * columns - W, columns) + 1) : 0;
    for (int r = 0; r < whole; r++) {
      FloatVector.fromArray(WIDE, from, r * W).intoArray(c, cFrom + r * columns);
    }
    copyRows(from, whole * W, W, c, cFrom + whole * stride, stride, m - whole, columns);
  }

  private static void copyRows(
      float[] from, int at, int stride, float[] to, int toAt, int toStride, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        to[toAt + r * toStride + j] = from[at + r * stride + j];
      }
    }
  }

  private static float[] withRoom(float[] buffer, int vectors) {
    return buffer.length < vectors * W ? new float[vectors * W] : buffer;
  }
}

package io.millrace.flow.tensor;

import java.util.Arrays;

/**
 * The matrix products that everything here is made of. Where the JVM was started with {@code
 * --add-modules jdk.incubator.vector} they run on vector registers; elsewhere on plain loops, and
 * on ND4J's OpenBLAS where that pays. Which of them runs depends on the JVM and the shapes alone.
 */
public final class Gemm {
  private static final MatrixKernel KERNEL = choose();

  /** Rows from which a product with a transposed matrix pays for turning it over. */
  static final int TURN_FROM_ROWS = 6;

  private static final float[] ONES = new float[256];

  static {
    Arrays.fill(ONES, 1f);
  }

  private Gemm() {}

  /** Names the arithmetic in use; part of the numeric environment of a policy. */
  public static String kernel() {
    return KERNEL.id();
  }

  static void addProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    KERNEL.addProduct(a, aFrom, b, bFrom, c, cFrom, m, k, n, n);
  }

  /** For n columns of matrices b and c whose rows are {@code stride} long. */
  static void addProduct(
      float[] a, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n, int stride) {
    KERNEL.addProduct(a, 0, b, bFrom, c, cFrom, m, k, n, stride);
  }

  static void addProductTransposed(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    KERNEL.addProductTransposed(a, aFrom, b, bFrom, c, cFrom, m, k, n);
  }

  static void addTransposedProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    KERNEL.addTransposedProduct(a, aFrom, b, bFrom, c, cFrom, m, k, n);
  }

  /** sum[n] += the sum of the rows of a[m][n]. */
  static void addRowSums(float[] a, float[] sum, int sumFrom, int m, int n) {
    for (int from = 0; from < m; from += ONES.length) {
      int rows = Math.min(ONES.length, m - from);
      KERNEL.addTransposedProduct(ONES, 0, a, from * n, sum, sumFrom, rows, 1, n);
    }
  }

  /** to[columns][rows] = from[rows][columns]^T, in blocks that stay in cache. */
  static void transpose(float[] from, int fromOffset, float[] to, int rows, int columns) {
    int block = 16;
    for (int i0 = 0; i0 < rows; i0 += block) {
      int iEnd = Math.min(i0 + block, rows);
      for (int j0 = 0; j0 < columns; j0 += block) {
        int jEnd = Math.min(j0 + block, columns);
        for (int j = j0; j < jEnd; j++) {
          for (int i = i0; i < iEnd; i++) {
            to[j * rows + i] = from[fromOffset + i * columns + j];
          }
        }
      }
    }
  }

  private static MatrixKernel choose() {
    return hasVectors() ? new VectorKernel() : new LoopKernel();
  }

  /** Whether this JVM was started with the vector API. */
  static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}

package io.millrace.flow.tensor;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/**
 * Sums of products of row-major float32 matrices: plain loops that the JIT vectorises for small
 * work, ND4J's OpenBLAS (one thread) for large. Which of the two runs depends on the shapes alone,
 * so results repeat bit for bit on one machine.
 */
final class Gemm {
  /** Multiply-adds from which the call into OpenBLAS pays for its copies. */
  private static final long NATIVE_FROM = 1L << 18;

  private static final int NATIVE_MIN_ROWS = 16;

  private Gemm() {}

  static boolean isLarge(int m, int k, int n) {
    return m >= NATIVE_MIN_ROWS && (long) m * k * n >= NATIVE_FROM;
  }

  /** c[m][n] += a[m][k] b[k][n]. */
  static void addProduct(float[] a, float[] b, float[] c, int m, int k, int n) {
    if (isLarge(m, k, n)) {
      Native.sgemm(CblasNoTrans, m, n, k, a, k, b, n, c, n);
      return;
    }
    for (int i = 0; i < m; i++) {
      int p = 0;
      for (; p + 4 <= k; p += 4) {
        int s = i * k + p;
        addFourRows(a[s], a[s + 1], a[s + 2], a[s + 3], b, p * n, n, c, i * n);
      }
      for (; p < k; p++) {
        addRow(a[i * k + p], b, p * n, n, c, i * n);
      }
    }
  }

  /** c[k][n] += a[m][k]^T b[m][n]. */
  static void addTransposedProduct(float[] a, float[] b, float[] c, int m, int k, int n) {
    if (isLarge(m, k, n)) {
      Native.sgemm(CblasTrans, k, n, m, a, k, b, n, c, n);
      return;
    }
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      for (int p = 0; p < k; p++) {
        int s = i * k + p;
        addFourRows(a[s], a[s + k], a[s + 2 * k], a[s + 3 * k], b, i * n, n, c, p * n);
      }
    }
    for (; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addRow(a[i * k + p], b, i * n, n, c, p * n);
      }
    }
  }

  private static void addRow(float scale, float[] b, int bOffset, int n, float[] c, int cOffset) {
    for (int j = 0; j < n; j++) {
      c[cOffset + j] += scale * b[bOffset + j];
    }
  }

  /** c += a0 b[0] + a1 b[1] + a2 b[2] + a3 b[3], four rows of b that follow each other. */
  private static void addFourRows(
      float a0, float a1, float a2, float a3, float[] b, int b0, int n, float[] c, int cOffset) {
    int b1 = b0 + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    for (int j = 0; j < n; j++) {
      c[cOffset + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
  }

  /** Holder, so that small networks never load the native library. */
  private static final class Native {
    static {
      blas_set_num_threads(1);
    }

    /** c = op(a) b + c. */
    static void sgemm(
        int transposeA,
        int m,
        int n,
        int k,
        float[] a,
        int lda,
        float[] b,
        int ldb,
        float[] c,
        int ldc) {
      cblas_sgemm(CblasRowMajor, transposeA, CblasNoTrans, m, n, k, 1f, a, lda, b, ldb, 1f, c, ldc);
    }
  }
}

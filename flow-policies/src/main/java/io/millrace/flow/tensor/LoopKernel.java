package io.millrace.flow.tensor;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Arrays;

/** Matrix products on a JVM without vector registers: plain loops, OpenBLAS from some size on. */
final class LoopKernel implements MatrixKernel {
  /** Multiply-adds from which the call into OpenBLAS pays for its copies. */
  private static final long NATIVE_FROM = 1L << 14;

  private static final int NATIVE_MIN_ROWS = 8;

  @Override
  public String id() {
    return "loops+openblas-0.3.19";
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
    if (isLarge(m, k, n)) {
      Native.sgemm(CblasNoTrans, m, n, k, a, aFrom, k, b, bFrom, c, cFrom, stride);
      return;
    }
    loops(a, aFrom, k, 1, b, bFrom, c, cFrom, m, k, n, stride);
  }

  @Override
  public void addTransposedProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    if (isLarge(m, k, n)) {
      Native.sgemm(CblasTrans, k, n, m, a, aFrom, k, b, bFrom, c, cFrom, n);
      return;
    }
    loops(a, aFrom, 1, k, b, bFrom, c, cFrom, k, m, n, n);
  }

  @Override
  public void addProductTransposed(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n) {
    float[] turned = new float[k * n];
    Gemm.transpose(b, bFrom, turned, k, n);
    addProduct(a, aFrom, turned, 0, c, cFrom, m, n, k, k);
  }

  private static boolean isLarge(int m, int k, int n) {
    return m >= NATIVE_MIN_ROWS && (long) m * k * n >= NATIVE_FROM;
  }

  private static void loops(
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
      int n,
      int stride) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addRow(a[aFrom + i * aRow + p * aStep], b, bFrom + p * stride, c, cFrom + i * stride, n);
      }
    }
  }

  private static void addRow(float scale, float[] b, int bFrom, float[] c, int cFrom, int n) {
    for (int j = 0; j < n; j++) {
      c[cFrom + j] = Math.fma(scale, b[bFrom + j], c[cFrom + j]);
    }
  }

  /** Holder, so that the native library is loaded only where it is used. */
  private static final class Native {
    static {
      blas_set_num_threads(1);
    }

    /** c[m][n] += op(a) b, the rows of b and c a stride apart. */
    static void sgemm(
        int transposeA,
        int m,
        int n,
        int k,
        float[] a,
        int aFrom,
        int lda,
        float[] b,
        int bFrom,
        float[] c,
        int cFrom,
        int stride) {
      if (aFrom == 0 && bFrom == 0 && cFrom == 0) {
        cblas_sgemm(
            CblasRowMajor, transposeA, CblasNoTrans, m, n, k, 1f, a, lda, b, stride, 1f, c, stride);
        return;
      }
      float[] result = new float[(m - 1) * stride + n];
      System.arraycopy(c, cFrom, result, 0, result.length);
      cblas_sgemm(
          CblasRowMajor,
          transposeA,
          CblasNoTrans,
          m,
          n,
          k,
          1f,
          part(a, aFrom, m * k),
          lda,
          part(b, bFrom, (k - 1) * stride + n),
          stride,
          1f,
          result,
          stride);
      System.arraycopy(result, 0, c, cFrom, result.length);
    }

    private static float[] part(float[] array, int from, int length) {
      return from == 0 ? array : Arrays.copyOfRange(array, from, from + length);
    }
  }
}

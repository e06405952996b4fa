package io.millrace.flow.tensor;

/**
 * Sums of products of row-major float32 matrices. Each matrix starts at its offset in its array and
 * is packed.
 */
interface MatrixKernel {
  /** Names the arithmetic: two kernels of one name give the same bits. */
  String id();

  /** c[m][n] += a[m][k] b[k][n]. */
  void addProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n);

  /** c[m][k] += a[m][n] b[k][n]^T. */
  void addProductTransposed(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n);

  /** c[k][n] += a[m][k]^T b[m][n]. */
  void addTransposedProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n);
}

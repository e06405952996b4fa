package io.millrace.flow.tensor;

/**
 * Sums of products of row-major float32 matrices. Each matrix starts at its offset in its array
 * and, where nothing else is said, is packed.
 */
interface MatrixKernel {
  /** Names the arithmetic: two kernels of one name give the same bits. */
  String id();

  /**
   * c[m][n] += a[m][k] b[k][n], for n columns of matrices b and c whose rows are {@code stride}
   * long.
   */
  void addProduct(
      float[] a,
      int aFrom,
      float[] b,
      int bFrom,
      float[] c,
      int cFrom,
      int m,
      int k,
      int n,
      int stride);

  /** c[m][k] += a[m][n] b[k][n]^T. */
  void addProductTransposed(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n);

  /** c[k][n] += a[m][k]^T b[m][n]. */
  void addTransposedProduct(
      float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int m, int k, int n);
}

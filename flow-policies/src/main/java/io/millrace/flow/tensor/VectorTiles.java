package io.millrace.flow.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products that stay in registers, for a few rows of c and one or two vectors of its
 * columns: {@code c[i][j] += sum_p a[i][p] b[p][j]}, each sum in the order of p.
 *
 * <p>The large tiles read b packed to their columns. They come once for rows of a and once for its
 * columns, where a stands as [p][i]: with a stride that it knows, the JIT needs neither bounds
 * checks nor address arithmetic for each number.
 */
final class VectorTiles {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int W = WIDE.length();

  private VectorTiles() {}

  static void rows6x2(float[] a, int a0, int aRow, float[] b, float[] c, int c0, int cRow, int k) {
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int a4 = a3 + aRow;
    int a5 = a4 + aRow;
    FloatVector s00 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s01 = FloatVector.fromArray(WIDE, c, c0 + W);
    FloatVector s10 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s11 = FloatVector.fromArray(WIDE, c, c1 + W);
    FloatVector s20 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s21 = FloatVector.fromArray(WIDE, c, c2 + W);
    FloatVector s30 = FloatVector.fromArray(WIDE, c, c3);
    FloatVector s31 = FloatVector.fromArray(WIDE, c, c3 + W);
    FloatVector s40 = FloatVector.fromArray(WIDE, c, c4);
    FloatVector s41 = FloatVector.fromArray(WIDE, c, c4 + W);
    FloatVector s50 = FloatVector.fromArray(WIDE, c, c5);
    FloatVector s51 = FloatVector.fromArray(WIDE, c, c5 + W);
    for (int p = 0; p < k; p++) {
      FloatVector y0 = FloatVector.fromArray(WIDE, b, p * 2 * W);
      FloatVector y1 = FloatVector.fromArray(WIDE, b, p * 2 * W + W);
      FloatVector x = FloatVector.broadcast(WIDE, a[a0 + p]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = FloatVector.broadcast(WIDE, a[a1 + p]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = FloatVector.broadcast(WIDE, a[a2 + p]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = FloatVector.broadcast(WIDE, a[a3 + p]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      x = FloatVector.broadcast(WIDE, a[a4 + p]);
      s40 = x.fma(y0, s40);
      s41 = x.fma(y1, s41);
      x = FloatVector.broadcast(WIDE, a[a5 + p]);
      s50 = x.fma(y0, s50);
      s51 = x.fma(y1, s51);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + W);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + W);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + W);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + W);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + W);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + W);
  }

  static void columns6x2(
      float[] a, int a0, int aStep, float[] b, float[] c, int c0, int cRow, int k) {
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    FloatVector s00 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s01 = FloatVector.fromArray(WIDE, c, c0 + W);
    FloatVector s10 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s11 = FloatVector.fromArray(WIDE, c, c1 + W);
    FloatVector s20 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s21 = FloatVector.fromArray(WIDE, c, c2 + W);
    FloatVector s30 = FloatVector.fromArray(WIDE, c, c3);
    FloatVector s31 = FloatVector.fromArray(WIDE, c, c3 + W);
    FloatVector s40 = FloatVector.fromArray(WIDE, c, c4);
    FloatVector s41 = FloatVector.fromArray(WIDE, c, c4 + W);
    FloatVector s50 = FloatVector.fromArray(WIDE, c, c5);
    FloatVector s51 = FloatVector.fromArray(WIDE, c, c5 + W);
    for (int p = 0; p < k; p++) {
      FloatVector y0 = FloatVector.fromArray(WIDE, b, p * 2 * W);
      FloatVector y1 = FloatVector.fromArray(WIDE, b, p * 2 * W + W);
      int q = a0 + p * aStep;
      FloatVector x = FloatVector.broadcast(WIDE, a[q]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = FloatVector.broadcast(WIDE, a[q + 1]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = FloatVector.broadcast(WIDE, a[q + 2]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = FloatVector.broadcast(WIDE, a[q + 3]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      x = FloatVector.broadcast(WIDE, a[q + 4]);
      s40 = x.fma(y0, s40);
      s41 = x.fma(y1, s41);
      x = FloatVector.broadcast(WIDE, a[q + 5]);
      s50 = x.fma(y0, s50);
      s51 = x.fma(y1, s51);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + W);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + W);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + W);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + W);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + W);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + W);
  }

  static void rows8x1(float[] a, int a0, int aRow, float[] b, float[] c, int c0, int cRow, int k) {
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    int c6 = c5 + cRow;
    int c7 = c6 + cRow;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int a4 = a3 + aRow;
    int a5 = a4 + aRow;
    int a6 = a5 + aRow;
    int a7 = a6 + aRow;
    FloatVector s0 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s1 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s2 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s3 = FloatVector.fromArray(WIDE, c, c3);
    FloatVector s4 = FloatVector.fromArray(WIDE, c, c4);
    FloatVector s5 = FloatVector.fromArray(WIDE, c, c5);
    FloatVector s6 = FloatVector.fromArray(WIDE, c, c6);
    FloatVector s7 = FloatVector.fromArray(WIDE, c, c7);
    for (int p = 0; p < k; p++) {
      FloatVector y = FloatVector.fromArray(WIDE, b, p * W);
      s0 = FloatVector.broadcast(WIDE, a[a0 + p]).fma(y, s0);
      s1 = FloatVector.broadcast(WIDE, a[a1 + p]).fma(y, s1);
      s2 = FloatVector.broadcast(WIDE, a[a2 + p]).fma(y, s2);
      s3 = FloatVector.broadcast(WIDE, a[a3 + p]).fma(y, s3);
      s4 = FloatVector.broadcast(WIDE, a[a4 + p]).fma(y, s4);
      s5 = FloatVector.broadcast(WIDE, a[a5 + p]).fma(y, s5);
      s6 = FloatVector.broadcast(WIDE, a[a6 + p]).fma(y, s6);
      s7 = FloatVector.broadcast(WIDE, a[a7 + p]).fma(y, s7);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
    s4.intoArray(c, c4);
    s5.intoArray(c, c5);
    s6.intoArray(c, c6);
    s7.intoArray(c, c7);
  }

  static void columns8x1(
      float[] a, int a0, int aStep, float[] b, float[] c, int c0, int cRow, int k) {
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    int c6 = c5 + cRow;
    int c7 = c6 + cRow;
    FloatVector s0 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s1 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s2 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s3 = FloatVector.fromArray(WIDE, c, c3);
    FloatVector s4 = FloatVector.fromArray(WIDE, c, c4);
    FloatVector s5 = FloatVector.fromArray(WIDE, c, c5);
    FloatVector s6 = FloatVector.fromArray(WIDE, c, c6);
    FloatVector s7 = FloatVector.fromArray(WIDE, c, c7);
    for (int p = 0; p < k; p++) {
      FloatVector y = FloatVector.fromArray(WIDE, b, p * W);
      int q = a0 + p * aStep;
      s0 = FloatVector.broadcast(WIDE, a[q]).fma(y, s0);
      s1 = FloatVector.broadcast(WIDE, a[q + 1]).fma(y, s1);
      s2 = FloatVector.broadcast(WIDE, a[q + 2]).fma(y, s2);
      s3 = FloatVector.broadcast(WIDE, a[q + 3]).fma(y, s3);
      s4 = FloatVector.broadcast(WIDE, a[q + 4]).fma(y, s4);
      s5 = FloatVector.broadcast(WIDE, a[q + 5]).fma(y, s5);
      s6 = FloatVector.broadcast(WIDE, a[q + 6]).fma(y, s6);
      s7 = FloatVector.broadcast(WIDE, a[q + 7]).fma(y, s7);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
    s4.intoArray(c, c4);
    s5.intoArray(c, c5);
    s6.intoArray(c, c6);
    s7.intoArray(c, c7);
  }

  /** Strides as they come. */
  static void any4x2(
      float[] a,
      int a0,
      int aRow,
      int aStep,
      float[] b,
      int b0,
      int bRow,
      float[] c,
      int c0,
      int cRow,
      int k) {
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    FloatVector s00 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s01 = FloatVector.fromArray(WIDE, c, c0 + W);
    FloatVector s10 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s11 = FloatVector.fromArray(WIDE, c, c1 + W);
    FloatVector s20 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s21 = FloatVector.fromArray(WIDE, c, c2 + W);
    FloatVector s30 = FloatVector.fromArray(WIDE, c, c3);
    FloatVector s31 = FloatVector.fromArray(WIDE, c, c3 + W);
    for (int p = 0; p < k; p++) {
      FloatVector y0 = FloatVector.fromArray(WIDE, b, b0 + p * bRow);
      FloatVector y1 = FloatVector.fromArray(WIDE, b, b0 + p * bRow + W);
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

  /** Strides as they come. */
  static void any4x1(
      float[] a,
      int a0,
      int aRow,
      int aStep,
      float[] b,
      int b0,
      int bRow,
      float[] c,
      int c0,
      int cRow,
      int k) {
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    FloatVector s0 = FloatVector.fromArray(WIDE, c, c0);
    FloatVector s1 = FloatVector.fromArray(WIDE, c, c1);
    FloatVector s2 = FloatVector.fromArray(WIDE, c, c2);
    FloatVector s3 = FloatVector.fromArray(WIDE, c, c3);
    for (int p = 0; p < k; p++) {
      FloatVector y = FloatVector.fromArray(WIDE, b, b0 + p * bRow);
      int q = p * aStep;
      s0 = FloatVector.broadcast(WIDE, a[a0 + q]).fma(y, s0);
      s1 = FloatVector.broadcast(WIDE, a[a1 + q]).fma(y, s1);
      s2 = FloatVector.broadcast(WIDE, a[a2 + q]).fma(y, s2);
      s3 = FloatVector.broadcast(WIDE, a[a3 + q]).fma(y, s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
  }
}

package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/** All pairs of a batch's rows, on a tape: [rows][rows] matrices, the diagonal being i = j. */
final class Pairs {
  private static final double FAR = 1e30;
  private static final double TINY = 1e-12;

  private Pairs() {}

  /** [1][columns]: the sum of each column. */
  static Value columnSums(Tape tape, Value a) {
    Value ones = tape.input(1, a.rows());
    Arrays.fill(ones.data(), 1f);
    return tape.matmul(ones, a);
  }

  /** The features less their mean over the batch. */
  static Value centered(Tape tape, Value features) {
    Value mean = tape.affine(columnSums(tape, features), 1.0 / features.rows(), 0);
    return tape.subtract(features, mean);
  }

  /** |z_i - z_j|^2, from products of centered features, whose rounding is that of the spread. */
  static Value squaredDistances(Tape tape, Value features) {
    Value z = centered(tape, features);
    Value squares = tape.sumColumns(tape.square(z));
    Value products = tape.matmul(z, tape.transpose(z));
    Value both = tape.add(squares, tape.transpose(squares));
    return tape.add(both, tape.affine(products, -2, 0));
  }

  /** |z_i - z_j|; on the diagonal a large number. */
  static Value distancesApart(Tape tape, Value features) {
    Value squares = squaredDistances(tape, features);
    Value apart = tape.add(squares, diagonal(tape, features.rows(), FAR, 0));
    return tape.sqrt(tape.clip(apart, TINY, Float.POSITIVE_INFINITY));
  }

  /** The cosine of the angle between z_i and z_j. */
  static Value cosines(Tape tape, Value features) {
    Value squares = tape.affine(tape.sumColumns(tape.square(features)), 1, TINY);
    Value unit = tape.divide(features, tape.sqrt(squares));
    return tape.matmul(unit, tape.transpose(unit));
  }

  /** The largest element, 1 x 1; its gradient goes to the first that is as large. */
  static Value largest(Tape tape, Value a) {
    int place = 0;
    for (int i = 1; i < a.data().length; i++) {
      place = a.data()[i] > a.data()[place] ? i : place;
    }
    int row = place / a.columns();
    int column = place % a.columns();
    Value one = tape.columns(tape.rows(a, row, row + 1), column, column + 1);
    return tape.clip(one, TINY, Float.POSITIVE_INFINITY);
  }

  /** log of the mean of exp over all pairs, or over those apart from the diagonal; 1 x 1. */
  static Value logMeanExp(Tape tape, Value exponents, boolean diagonal) {
    int rows = exponents.rows();
    Value counted = diagonal ? exponents : tape.add(exponents, diagonal(tape, rows, -FAR, 0));
    Value sums = tape.logSumExp(tape.transpose(tape.logSumExp(counted)));
    return tape.affine(sums, 1, -Math.log(count(rows, diagonal)));
  }

  /** Pairs of that many rows. */
  static int count(int rows, boolean diagonal) {
    return diagonal ? rows * rows : atLeastTwo(rows) * (rows - 1);
  }

  static int atLeastTwo(int rows) {
    if (rows < 2) {
      throw new IllegalArgumentException("dispersion needs two rows, rows=" + rows);
    }
    return rows;
  }

  /** A square matrix of one number on the diagonal and another elsewhere, as data. */
  static Value diagonal(Tape tape, int size, double on, double off) {
    Value matrix = tape.input(size, size);
    Arrays.fill(matrix.data(), (float) off);
    for (int i = 0; i < size; i++) {
      matrix.data()[i * size + i] = (float) on;
    }
    return matrix;
  }
}

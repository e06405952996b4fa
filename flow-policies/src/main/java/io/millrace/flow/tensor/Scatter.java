package io.millrace.flow.tensor;

import java.util.Arrays;

/** Rows put where an index says; the other rows are 0. */
final class Scatter extends Value {
  private Value a;
  private int[] index;

  Scatter(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, int[] rowIndex) {
    if (rowIndex.length != operand.rows) {
      throw new IllegalArgumentException(
          "expected a place for each row, rows=" + operand.rows + " index=" + rowIndex.length);
    }
    a = operand;
    index = rowIndex;
    needsGradient = a.needsGradient;
    Arrays.fill(data, 0f);
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(a.data, i * columns, data, index[i] * columns, columns);
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < index.length; i++) {
      for (int j = 0; j < columns; j++) {
        a.grad[i * columns + j] += grad[index[i] * columns + j];
      }
    }
  }
}

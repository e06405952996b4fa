package io.millrace.flow.tensor;

/** Neighbouring columns of a matrix. */
final class ColumnRange extends Value {
  private Value a;
  private int from;

  ColumnRange(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, int firstColumn) {
    if (firstColumn < 0 || firstColumn + columns > operand.columns) {
      throw new IllegalArgumentException(
          "expected columns within 0.."
              + operand.columns
              + ", from="
              + firstColumn
              + " to="
              + (firstColumn + columns));
    }
    a = operand;
    from = firstColumn;
    needsGradient = a.needsGradient;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a.data, i * a.columns + from, data, i * columns, columns);
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        a.grad[i * a.columns + from + j] += grad[i * columns + j];
      }
    }
  }
}

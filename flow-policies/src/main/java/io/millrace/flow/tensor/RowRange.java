package io.millrace.flow.tensor;

/** Neighboring rows of a matrix. */
final class RowRange extends Value {
  private Value a;
  private int from;

  RowRange(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, int firstRow) {
    if (firstRow < 0 || firstRow + rows > operand.rows) {
      throw new IllegalArgumentException(
          "expected rows within 0.."
              + operand.rows
              + ", from="
              + firstRow
              + " to="
              + (firstRow + rows));
    }
    a = operand;
    from = firstRow * columns;
    needsGradient = a.needsGradient;
    System.arraycopy(a.data, from, data, 0, data.length);
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < grad.length; i++) {
      a.grad[from + i] += grad[i];
    }
  }
}

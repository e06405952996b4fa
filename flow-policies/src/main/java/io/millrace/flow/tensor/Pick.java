package io.millrace.flow.tensor;

/** One element of each row. */
final class Pick extends Value {
  private Value a;
  private int[] column;

  Pick(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, int[] columnOfRow) {
    a = operand;
    column = columnOfRow;
    needsGradient = a.needsGradient;
    for (int i = 0; i < rows; i++) {
      data[i] = a.data[i * a.columns + column[i]];
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      a.grad[i * a.columns + column[i]] += grad[i];
    }
  }
}

package io.millrace.flow.tensor;

/** Rows of a matrix by an index. */
final class Gather extends Value {
  private Value a;
  private int[] index;

  Gather(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, int[] rowIndex) {
    a = operand;
    index = rowIndex;
    needsGradient = a.needsGradient;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a.data, index[i] * columns, data, i * columns, columns);
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        a.grad[index[i] * columns + j] += grad[i * columns + j];
      }
    }
  }
}

package io.millrace.flow.tensor;

/** A matrix with rows and columns exchanged. */
final class Transpose extends Value {
  private Value a;

  Transpose(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand) {
    a = operand;
    needsGradient = a.needsGradient;
    Gemm.transpose(a.data, 0, data, a.rows, a.columns);
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        a.grad[j * rows + i] += grad[i * columns + j];
      }
    }
  }
}

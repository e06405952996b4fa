package io.millrace.flow.tensor;

/** A scaled sum over columns, or over everything where the result has one row. */
final class Reduction extends Value {
  private Value a;
  private float scale;

  Reduction(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, double factor) {
    a = operand;
    needsGradient = a.needsGradient;
    scale = (float) factor;
    int perRow = a.data.length / rows;
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = i * perRow; j < (i + 1) * perRow; j++) {
        sum += a.data[j];
      }
      data[i] = (float) (sum * factor);
    }
    return this;
  }

  @Override
  void backward() {
    int perRow = a.data.length / rows;
    for (int i = 0; i < rows; i++) {
      float g = grad[i] * scale;
      for (int j = i * perRow; j < (i + 1) * perRow; j++) {
        a.grad[j] += g;
      }
    }
  }
}

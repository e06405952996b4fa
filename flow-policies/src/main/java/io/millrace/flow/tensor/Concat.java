package io.millrace.flow.tensor;

/** Two matrices side by side. */
final class Concat extends Value {
  private Value a;
  private Value b;

  Concat(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value first, Value second) {
    if (first.rows != second.rows) {
      throw new IllegalArgumentException(
          "expected as many rows, a=" + first.rows + " b=" + second.rows);
    }
    a = first;
    b = second;
    needsGradient = a.needsGradient || b.needsGradient;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a.data, i * a.columns, data, i * columns, a.columns);
      System.arraycopy(b.data, i * b.columns, data, i * columns + a.columns, b.columns);
    }
    return this;
  }

  @Override
  int gradientFrom() {
    return a.needsGradient ? a.gradientFrom() : a.columns + b.gradientFrom();
  }

  @Override
  int gradientTo() {
    return b.needsGradient ? a.columns + b.gradientTo() : a.gradientTo();
  }

  @Override
  void backward() {
    addBack(a, 0);
    addBack(b, a.columns);
  }

  private void addBack(Value part, int from) {
    if (!part.needsGradient) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < part.columns; j++) {
        part.grad[i * part.columns + j] += grad[i * columns + from + j];
      }
    }
  }
}

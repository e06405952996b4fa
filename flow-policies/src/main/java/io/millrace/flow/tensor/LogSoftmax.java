package io.millrace.flow.tensor;

/** The logarithm of each row's softmax, over all columns or the allowed ones. */
final class LogSoftmax extends Value {
  private static final float FORBIDDEN = -1e9f;

  private Value a;
  private boolean[] allowed;

  LogSoftmax(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand, boolean[] mask) {
    a = operand;
    allowed = mask;
    needsGradient = a.needsGradient;
    for (int i = 0; i < rows; i++) {
      row(i * columns);
    }
    return this;
  }

  private void row(int from) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int j = from; j < from + columns; j++) {
      largest = allows(j) ? Math.max(largest, a.data[j]) : largest;
    }
    if (largest == Float.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("a row allows no column, row=" + from / columns);
    }
    double sum = 0;
    for (int j = from; j < from + columns; j++) {
      sum += allows(j) ? Math.exp(a.data[j] - largest) : 0;
    }
    double logSum = largest + Math.log(sum);
    for (int j = from; j < from + columns; j++) {
      data[j] = allows(j) ? (float) (a.data[j] - logSum) : FORBIDDEN;
    }
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      int from = i * columns;
      double sum = 0;
      for (int j = from; j < from + columns; j++) {
        sum += allows(j) ? grad[j] : 0;
      }
      for (int j = from; j < from + columns; j++) {
        if (allows(j)) {
          a.grad[j] += (float) (grad[j] - Math.exp(data[j]) * sum);
        }
      }
    }
  }

  private boolean allows(int j) {
    return allowed == null || allowed[j];
  }
}

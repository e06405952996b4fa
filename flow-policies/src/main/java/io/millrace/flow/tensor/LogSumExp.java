package io.millrace.flow.tensor;

/**
 * log(sum_j exp(a_ij)) of each row, from the row's largest number, so that nothing overflows. A row
 * whose largest number is infinite has that as its result, and no gradient.
 */
final class LogSumExp extends Value {
  private Value a;

  LogSumExp(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand) {
    a = operand;
    needsGradient = a.needsGradient;
    for (int i = 0; i < rows; i++) {
      data[i] = row(i * a.columns);
    }
    return this;
  }

  private float row(int from) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int j = from; j < from + a.columns; j++) {
      largest = Math.max(largest, a.data[j]);
    }
    if (Float.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (int j = from; j < from + a.columns; j++) {
      sum += Math.exp((double) a.data[j] - largest);
    }
    return (float) (largest + Math.log(sum));
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      if (Float.isInfinite(data[i])) {
        continue;
      }
      for (int j = i * a.columns; j < (i + 1) * a.columns; j++) {
        a.grad[j] += (float) (grad[i] * Math.exp((double) a.data[j] - data[i]));
      }
    }
  }
}

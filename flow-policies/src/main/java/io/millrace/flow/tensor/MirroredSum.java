package io.millrace.flow.tensor;

/**
 * The sum of each row, its first number with its last, its second with its last but one, and so on:
 * a row whose second half is the negative of its first, mirrored, gives exactly 0.
 */
final class MirroredSum extends Value {
  private Value a;

  MirroredSum(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(Value operand) {
    a = operand;
    needsGradient = a.needsGradient;
    int width = a.columns;
    for (int i = 0; i < rows; i++) {
      int first = i * width;
      int last = first + width - 1;
      double sum = width % 2 == 0 ? 0 : a.data[first + width / 2];
      for (int j = 0; j < width / 2; j++) {
        sum += (double) a.data[first + j] + a.data[last - j];
      }
      data[i] = (float) sum;
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      for (int j = i * a.columns; j < (i + 1) * a.columns; j++) {
        a.grad[j] += grad[i];
      }
    }
  }
}

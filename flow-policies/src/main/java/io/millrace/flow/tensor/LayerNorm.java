package io.millrace.flow.tensor;

/**
 * Rows to mean 0 and variance 1; statistics in float64.
 *
 * <pre>
 * y = (a - mean) / s,  s = sqrt(variance + epsilon)
 * dL/da = (g - mean(g) - y mean(g y)) / s
 * </pre>
 */
final class LayerNorm extends Value {
  private final float[] inverseStd;
  private Value a;

  LayerNorm(int rows, int columns) {
    super(rows, columns);
    inverseStd = new float[rows];
  }

  Value compute(Value operand, double epsilon) {
    a = operand;
    needsGradient = a.needsGradient;
    for (int i = 0; i < rows; i++) {
      int from = i * columns;
      double sum = 0;
      for (int j = from; j < from + columns; j++) {
        sum += a.data[j];
      }
      double mean = sum / columns;
      double squares = 0;
      for (int j = from; j < from + columns; j++) {
        double d = a.data[j] - mean;
        squares += d * d;
      }
      float inverse = (float) (1 / Math.sqrt(squares / columns + epsilon));
      float center = (float) mean;
      inverseStd[i] = inverse;
      for (int j = from; j < from + columns; j++) {
        data[j] = (a.data[j] - center) * inverse;
      }
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < rows; i++) {
      int from = i * columns;
      double sum = 0;
      double product = 0;
      for (int j = from; j < from + columns; j++) {
        sum += grad[j];
        product += (double) grad[j] * data[j];
      }
      float mean = (float) (sum / columns);
      float along = (float) (product / columns);
      float inverse = inverseStd[i];
      for (int j = from; j < from + columns; j++) {
        a.grad[j] += (grad[j] - mean - data[j] * along) * inverse;
      }
    }
  }
}

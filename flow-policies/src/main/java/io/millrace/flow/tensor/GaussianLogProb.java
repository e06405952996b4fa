package io.millrace.flow.tensor;

/** Per-dimension log-density of a diagonal normal distribution; the sample is data. */
final class GaussianLogProb extends Value {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private float[] next;
  private Value mean;
  private Value logStd;

  GaussianLogProb(int rows, int columns) {
    super(rows, columns);
  }

  boolean matches(Value other) {
    return rows == other.rows && columns == other.columns;
  }

  Value compute(float[] sample, Value means, Value logStds) {
    next = sample;
    mean = means;
    logStd = logStds;
    for (int i = 0; i < data.length; i++) {
      double log = logStd.data[indexOfStd(i)];
      double z = (next[i] - mean.data[i]) * Math.exp(-log);
      data[i] = (float) (-0.5 * z * z - log - HALF_LOG_2PI);
    }
    return this;
  }

  @Override
  void backward() {
    for (int i = 0; i < data.length; i++) {
      int s = indexOfStd(i);
      double inverseStd = Math.exp(-logStd.data[s]);
      double z = (next[i] - mean.data[i]) * inverseStd;
      mean.grad[i] += (float) (grad[i] * z * inverseStd);
      logStd.grad[s] += (float) (grad[i] * (z * z - 1));
    }
  }

  private int indexOfStd(int i) {
    return logStd.columns == columns ? i : i / columns;
  }
}

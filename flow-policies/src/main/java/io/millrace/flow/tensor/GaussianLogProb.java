package io.millrace.flow.tensor;

/** Per-dimension log-density of a diagonal normal distribution; the sample is data. */
public final class GaussianLogProb extends Value {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private float[] next;
  private Value mean;
  private Value logStd;

  GaussianLogProb(int rows, int columns) {
    super(rows, columns);
  }

  Value compute(float[] sample, Value means, Value logStds) {
    next = sample;
    mean = means;
    logStd = logStds;
    needsGradient = mean.needsGradient || logStd.needsGradient;
    for (int i = 0; i < data.length; i++) {
      data[i] = of(next[i], mean.data[i], logStd.data[indexOfStd(i)]);
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

  /** The log-density of one number; who acts and who learns share it to the last bit. */
  public static float of(float next, float mean, float logStd) {
    double z = (next - mean) * Math.exp(-logStd);
    return (float) (-0.5 * z * z - logStd - HALF_LOG_2PI);
  }

  private int indexOfStd(int i) {
    return logStd.columns == columns ? i : i / columns;
  }
}

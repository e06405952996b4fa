package io.millrace.flow.streaming;

/**
 * Mean and sample variance of a stream, component by component (Welford's method).
 *
 * <pre>
 * n += 1;  m' = m + (x - m) / n;  p += (x - m)(x - m');  variance = p / (n - 1), and 1 while n < 2
 * </pre>
 */
public final class RunningMoments {
  private final double[] mean;
  private final double[] squares;
  private long count;

  /** Of vectors of this size. */
  public RunningMoments(int size) {
    mean = new double[size];
    squares = new double[size];
  }

  private void add(int i, double x) {
    double before = x - mean[i];
    mean[i] += before / count;
    squares[i] += before * (x - mean[i]);
  }

  /** Takes one vector in. */
  public void add(float[] vector) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      add(i, vector[i]);
    }
  }

  /** Takes one number in, where vectors have one component. */
  public void add(double number) {
    count++;
    add(0, number);
  }

  /** Vectors so far. */
  public long count() {
    return count;
  }

  /** The mean of a component. */
  public double mean(int i) {
    return mean[i];
  }

  /** The sample variance of a component; 1 while fewer than two vectors came. */
  public double variance(int i) {
    return count < 2 ? 1 : squares[i] / (count - 1);
  }
}

package io.millrace.benchmarks.measure;

import java.util.Arrays;

/** Measured values. */
public final class Samples {
  private double[] values = new double[64];
  private int size;

  /** Adds one. */
  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
  }

  /** The middle one; between the two middle ones where their number is even. */
  public double median() {
    return quantile(0.5);
  }

  /**
   * The value that a share of the others is below, on the line between its neighbors.
   *
   * @param share within [0, 1]
   * @throws IllegalStateException where there are no values
   */
  public double quantile(double share) {
    if (size == 0) {
      throw new IllegalStateException("expected at least one sample");
    }
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    double place = share * (size - 1);
    int below = (int) place;
    int above = Math.min(below + 1, size - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

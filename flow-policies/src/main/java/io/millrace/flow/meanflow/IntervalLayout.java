package io.millrace.flow.meanflow;

import java.util.Arrays;

/**
 * The columns that a network of intervals reads: {@code concat(x, tau, second, observation)}. It
 * gives one number for each dimension of x: the mean velocity from tau to tauNext.
 *
 * @param second of two ways to name the interval's end
 */
public record IntervalLayout(int actionSize, int observationSize, SecondTime second) {
  public IntervalLayout {
    if (actionSize < 1 || observationSize < 0) {
      throw new IllegalArgumentException(
          "expected actionSize >= 1 and observationSize >= 0, actionSize="
              + actionSize
              + " observationSize="
              + observationSize);
    }
  }

  /** Columns. */
  public int width() {
    return actionSize + 2 + observationSize;
  }

  /**
   * Writes one row at the batch's own point.
   *
   * @param to [rows][width]
   * @param end that the network is asked about; tau itself for the velocity there
   */
  void write(float[] to, int row, IntervalBatch batch, float end) {
    int at = row * width();
    for (int d = 0; d < actionSize; d++) {
      to[at + d] = batch.point(row * actionSize + d, row);
    }
    writeTimes(to, row, batch.tau()[row], end);
    int from = at + actionSize + 2;
    System.arraycopy(batch.observation(), row * observationSize, to, from, observationSize);
  }

  void writeTimes(float[] to, int row, float tau, float end) {
    int at = row * width() + actionSize;
    to[at] = tau;
    to[at + 1] = second.column(tau, end);
  }

  /** Replaces a row's observation by the null condition, zeros. */
  void forget(float[] to, int row) {
    int from = row * width() + actionSize + 2;
    Arrays.fill(to, from, from + observationSize, 0f);
  }
}

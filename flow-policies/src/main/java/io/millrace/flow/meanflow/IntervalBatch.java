package io.millrace.flow.meanflow;

/**
 * Rows to learn from: straight lines from noise to data, and an interval on each. The row's point
 * is {@code x = (1 - tau) noise + tau action}.
 *
 * <p>Rows whose interval has a length come first, so that those without, which need no derivative
 * along the flow, can be left out where they stand.
 *
 * @param noise [rows][actionSize]
 * @param action [rows][actionSize], normalized
 * @param tau [rows], in [0, 1]
 * @param tauNext [rows], in [tau, 1]
 * @param observation [rows][observationSize]
 */
public record IntervalBatch(
    float[] noise, float[] action, float[] tau, float[] tauNext, float[] observation) {

  /** A batch of zeros, to be filled. */
  public static IntervalBatch allocate(int rows, IntervalLayout layout) {
    return new IntervalBatch(
        new float[rows * layout.actionSize()],
        new float[rows * layout.actionSize()],
        new float[rows],
        new float[rows],
        new float[rows * layout.observationSize()]);
  }

  /** Rows. */
  public int rows() {
    return tau.length;
  }

  /** Rows up to the last whose interval has a length. */
  public int longRows() {
    int rows = rows();
    while (rows > 0 && tauNext[rows - 1] <= tau[rows - 1]) {
      rows--;
    }
    return rows;
  }

  float length(int row) {
    return tauNext[row] - tau[row];
  }

  float point(int index, int row) {
    return (1 - tau[row]) * noise[index] + tau[row] * action[index];
  }
}

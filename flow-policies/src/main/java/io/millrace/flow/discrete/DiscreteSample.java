package io.millrace.flow.discrete;

/**
 * What a batch of walks leaves behind: all that a learner needs to recompute their likelihood.
 *
 * @param rows walks
 * @param steps K of each
 * @param positions tokens of a row
 * @param tokens x_k, [rows][steps + 1][positions]; the last are the outcome
 * @param targets x1_k, drawn at step k, [rows][steps][positions]; the last are the outcome again
 * @param logProbs log p(x1_k | x_k), [rows][steps][positions]
 */
public record DiscreteSample(
    int rows, int steps, int positions, int[] tokens, int[] targets, float[] logProbs) {
  /** Empty buffers to walk into. */
  public static DiscreteSample allocate(int rows, int steps, int positions) {
    return new DiscreteSample(
        rows,
        steps,
        positions,
        new int[rows * (steps + 1) * positions],
        new int[rows * steps * positions],
        new float[rows * steps * positions]);
  }

  /** The outcome at one position of a row. */
  public int outcome(int row, int position) {
    return tokens[(row * (steps + 1) + steps) * positions + position];
  }
}

package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The advantages of a batch as a loss takes them: one for each decision, or one for each action of
 * its chunk.
 *
 * <pre>
 * A' = (A - mean(A)) / (std(A) + 1e-8)         over what was carried out; only where asked for
 * A' = 0                                       of actions that the episode's end left out
 * </pre>
 *
 * @param batch whose they are
 * @param mean taken off
 * @param scale what is left is multiplied by
 */
record Advantages(ActionBatch batch, double mean, double scale) {
  /**
   * The advantages of a batch.
   *
   * @param normalize whether they get mean 0 and deviation 1
   */
  static Advantages of(ActionBatch batch, boolean normalize) {
    int count = 0;
    double sum = 0;
    for (int row = 0; row < batch.rows(); row++) {
      for (int u = 0; u < batch.executed[row]; u++) {
        sum += batch.advantage[row * batch.units() + u];
        count++;
      }
    }
    if (!normalize || count < 2) {
      return new Advantages(batch, 0, 1);
    }
    double mean = sum / count;
    return new Advantages(batch, mean, 1 / (deviation(batch, mean, count) + 1e-8));
  }

  private static double deviation(ActionBatch batch, double mean, int count) {
    double squares = 0;
    for (int row = 0; row < batch.rows(); row++) {
      for (int u = 0; u < batch.executed[row]; u++) {
        double distance = batch.advantage[row * batch.units() + u] - mean;
        squares += distance * distance;
      }
    }
    return Math.sqrt(squares / count);
  }

  /**
   * [rows][1], or [rows][columns] where each action of a chunk has an advantage of its own. Row r
   * belongs to decision r mod n.
   *
   * @param columns of what they will be multiplied by: 1, H, or H A
   * @throws IllegalArgumentException where actions have advantages of their own and columns do not
   *     belong to actions
   */
  Value value(Tape tape, int rows, int columns) {
    int units = batch.units();
    if (columns % units != 0) {
      throw new IllegalArgumentException(
          "expected a ratio for each action of a chunk, actions=%d ratios=%d"
              .formatted(units, columns));
    }
    int width = units == 1 ? 1 : columns;
    int repeat = width / units;
    Value value = tape.input(rows, width);
    for (int row = 0; row < rows; row++) {
      int decision = row % batch.rows();
      for (int c = 0; c < width; c++) {
        value.data()[row * width + c] = (float) of(decision, c / repeat);
      }
    }
    return value;
  }

  private double of(int decision, int unit) {
    return unit < batch.executed[decision]
        ? (batch.advantage[decision * batch.units() + unit] - mean) * scale
        : 0;
  }
}

package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * A distribution over finitely many choices, read off a linear layer: p = softmax(x W^T + b) over
 * the choices that a mask allows.
 *
 * @param layer gives one logit for each choice
 */
public record CategoricalHead(Mlp layer) {
  /** Reserves {@code name.0}. */
  public static CategoricalHead reserve(
      Parameters.Layout layout, String name, int in, int choices) {
    LayerSpec spec = new LayerSpec(in, choices, Activation.IDENTITY);
    return new CategoricalHead(Mlp.reserve(layout, name, List.of(spec)));
  }

  /** Random weights as in {@link Mlp#initialize}. */
  public void initialize(Parameters parameters, RandomSource random, double scale) {
    layer.initialize(parameters, random, scale);
  }

  /**
   * [rows][choices]: the logarithm of each choice's probability.
   *
   * @param x [rows][in]
   * @param allowed [rows][choices], at least one in each row; null allows all. What is not allowed
   *     has log-probability -1e9.
   */
  public Value forward(Tape tape, Parameters parameters, Value x, boolean[] allowed) {
    return tape.logSoftmax(layer.forward(tape, parameters, x), allowed);
  }

  /** [rows][1]: the log-probability of one choice in each row. */
  public static Value logProb(Tape tape, Value logProbs, int[] choice) {
    return tape.pick(logProbs, choice);
  }

  /** [rows][1]: -sum p log p; what is not allowed adds nothing. */
  public static Value entropy(Tape tape, Value logProbs) {
    return tape.affine(tape.sumColumns(tape.multiply(tape.exp(logProbs), logProbs)), -1, 0);
  }

  /** Draws a choice for each row of log-probabilities. */
  public static void sample(Value logProbs, RandomSource random, int[] out) {
    for (int row = 0; row < logProbs.rows(); row++) {
      int columns = logProbs.columns();
      out[row] = draw(logProbs.data(), row * columns, columns, random);
    }
  }

  /** Draws by log-weights, which need no norm, from the gaps of a cumulative sum in float64. */
  static int draw(float[] logWeights, int from, int count, RandomSource random) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, logWeights[from + i]);
    }
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += Math.exp(logWeights[from + i] - largest);
    }
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < count; i++) {
      double weight = Math.exp(logWeights[from + i] - largest);
      if (weight > 0) {
        last = i;
        if (left < weight) {
          return i;
        }
        left -= weight;
      }
    }
    return last;
  }
}

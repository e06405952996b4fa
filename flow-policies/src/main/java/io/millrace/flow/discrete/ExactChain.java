package io.millrace.flow.discrete;

import java.util.Arrays;

/**
 * The exact law of what {@link DiscreteSampler} ends with, by products of transition matrices: no
 * sampling, hence no luck.
 *
 * <pre>
 * law_{k+1}(y) = sum_x law_k(x) prod_i sum_x1 p(x1_i | x) step(y_i | x_i, x1_i)
 * law_K(y)     = sum_x law_{K-1}(x) prod_i p(y_i | x)
 * </pre>
 *
 * over the states x of all positions together: a policy may read every position. Its cost is the
 * square of tokens^positions, so it is for tests and small vocabularies.
 */
public final class ExactChain {
  private static final int MOST_STATES = 4096;

  private final DiscretePath path;
  private final int positions;
  private final int steps;
  private final int[] states;
  private final int count;

  /**
   * @param positions at least 1; tokens^positions at most 4096
   * @param steps K
   */
  public ExactChain(DiscretePath path, int positions, int steps) {
    double size = Math.pow(path.tokens(), positions);
    if (!(positions >= 1 && size <= MOST_STATES)) {
      throw new IllegalArgumentException(
          "expected positions >= 1 and tokens^positions <= "
              + MOST_STATES
              + ", tokens="
              + path.tokens()
              + " positions="
              + positions);
    }
    this.path = path;
    this.positions = positions;
    this.steps = steps;
    this.count = (int) size;
    this.states = new int[count * positions];
    for (int state = 0; state < count; state++) {
      int rest = state;
      for (int i = positions - 1; i >= 0; i--) {
        states[state * positions + i] = rest % path.tokens();
        rest /= path.tokens();
      }
    }
  }

  /**
   * States, tokens^positions: the rows on which a policy is asked, in the order of their digits.
   */
  public int states() {
    return count;
  }

  /**
   * The law of the outcome.
   *
   * @return [states], the first position the most significant digit
   */
  public double[] law(TokenLogits policy) {
    double[] law = startLaw();
    for (int k = 0; k < steps; k++) {
      double tau = (double) k / steps;
      float[] logits = policy.logits(k, tau, states);
      double[] next = new double[count];
      for (int state = 0; state < count; state++) {
        if (law[state] == 0) {
          // Not reached, so a policy may have nothing to say about it.
          continue;
        }
        double[][] moves = moves(logits, state, tau, k == steps - 1);
        for (int to = 0; to < count; to++) {
          next[to] += law[state] * product(moves, to);
        }
      }
      law = next;
    }
    return law;
  }

  private double[] startLaw() {
    double[] start = new double[path.tokens()];
    path.probabilities(0, 0, start);
    double[][] alike = new double[positions][];
    Arrays.fill(alike, start);
    double[] law = new double[count];
    for (int state = 0; state < count; state++) {
      law[state] = product(alike, state);
    }
    return law;
  }

  private double[][] moves(float[] logits, int state, double tau, boolean last) {
    int size = path.tokens();
    double[][] moves = new double[positions][];
    for (int i = 0; i < positions; i++) {
      int at = state * positions + i;
      double[] policy = softmax(logits, at * size, size);
      moves[i] = last ? policy : towards(policy, states[at], tau);
    }
    return moves;
  }

  private double[] towards(double[] policy, int from, double tau) {
    double[] mixed = new double[policy.length];
    double[] step = new double[policy.length];
    for (int target = 0; target < policy.length; target++) {
      path.step(tau, 1.0 / steps, from, target, step);
      for (int x = 0; x < step.length; x++) {
        mixed[x] += policy[target] * step[x];
      }
    }
    return mixed;
  }

  private double product(double[][] perPosition, int state) {
    double product = 1;
    for (int i = 0; i < positions; i++) {
      product *= perPosition[i][states[state * positions + i]];
    }
    return product;
  }

  private static double[] softmax(float[] logits, int from, int size) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, logits[from + i]);
    }
    double[] p = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      p[i] = Math.exp(logits[from + i] - largest);
      sum += p[i];
    }
    for (int i = 0; i < size; i++) {
      p[i] /= sum;
    }
    return p;
  }
}

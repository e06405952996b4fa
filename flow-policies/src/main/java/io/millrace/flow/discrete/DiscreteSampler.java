package io.millrace.flow.discrete;

import io.millrace.flow.random.RandomSource;

/**
 * Walks a batch of rows from noise to data on the grid k / K.
 *
 * <pre>
 * x_0     ~ the path's start law
 * x1_k    ~ p(. | x_k)                                  the action: all randomness with parameters
 * x_{k+1} ~ the path's Euler step from x_k towards x1_k, no parameters
 * x_K     = x1_{K-1}                                    the last draw is the outcome
 * log-probability of a walk = sum over k and positions of log p(x1_k | x_k), exact
 * </pre>
 *
 * Given x1_k, the step has no parameters, so its likelihood cancels in every ratio. The last draw's
 * log-probability belongs to the sum. Targets are drawn, never the most likely one: with argmax the
 * chain does not follow the path.
 *
 * <p>After its first walk it allocates nothing; it belongs to one thread.
 *
 * <p>Source: FUDOKI's Euler solver (arXiv 2505.20147); the view of x1 as an action is this
 * project's. Golden case: {@code ExactChainTest}.
 */
public final class DiscreteSampler {
  private final DiscretePath path;
  private final int steps;
  private final int rows;
  private final int positions;
  private final int[] current;
  private final TokenDraw draw;
  private final double[] law;

  /**
   * @param steps K, at least 1
   * @param rows rows of every batch
   * @param positions tokens of a row
   */
  public DiscreteSampler(DiscretePath path, int steps, int rows, int positions) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected steps >= 1, steps=" + steps);
    }
    this.path = path;
    this.steps = steps;
    this.rows = rows;
    this.positions = positions;
    this.current = new int[rows * positions];
    this.draw = new TokenDraw(rows * positions, path.tokens());
    this.law = new double[path.tokens()];
  }

  /** A sample that fits. */
  public DiscreteSample allocate() {
    return DiscreteSample.allocate(rows, steps, positions);
  }

  /** Fills the sample with fresh walks towards any tokens. */
  public void sample(TokenLogits policy, RandomSource random, DiscreteSample out) {
    sample(policy, null, random, out);
  }

  /**
   * Fills the sample with fresh walks.
   *
   * @param allowed [rows][positions][tokens], which tokens may be drawn as x1; null for all
   * @param out of {@link #allocate}
   */
  public void sample(
      TokenLogits policy, boolean[] allowed, RandomSource random, DiscreteSample out) {
    path.probabilities(0, 0, law);
    for (int i = 0; i < current.length; i++) {
      current[i] = Categorical.draw(law, random);
    }
    record(0, out);
    for (int k = 0; k < steps; k++) {
      double tau = (double) k / steps;
      draw.draw(policy.logits(k, tau, current), allowed, random);
      recordDraws(k, out);
      boolean last = k == steps - 1;
      int[] target = draw.drawn();
      for (int i = 0; i < current.length; i++) {
        current[i] = last ? target[i] : move(tau, current[i], target[i], random);
      }
      record(k + 1, out);
    }
  }

  private void recordDraws(int k, DiscreteSample out) {
    for (int i = 0; i < current.length; i++) {
      int to = (i / positions * steps + k) * positions + i % positions;
      out.targets()[to] = draw.drawn()[i];
      out.logProbs()[to] = draw.logProbs()[i];
    }
  }

  private int move(double tau, int from, int towards, RandomSource random) {
    path.step(tau, 1.0 / steps, from, towards, law);
    return Categorical.draw(law, random);
  }

  private void record(int k, DiscreteSample out) {
    for (int row = 0; row < rows; row++) {
      int to = (row * (steps + 1) + k) * positions;
      System.arraycopy(current, row * positions, out.tokens(), to, positions);
    }
  }
}

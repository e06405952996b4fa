package io.millrace.flow.discrete;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Pre-training of a discrete flow: the cross-entropy of data tokens, given noisy ones.
 *
 * <pre>
 * x ~ p_tau(. | x1) at each position
 * loss = mean over rows and positions of -log p(x1 | x)
 * </pre>
 *
 * Minimized by the posterior of x1 given x. FUDOKI's training code is not public; this is the
 * posterior's proper loss.
 *
 * <p>Of a categorical policy, which reads no x, it is the cross-entropy of behavior cloning.
 *
 * <p>Source: "FUDOKI" (arXiv 2505.20147).
 */
public final class TokenMatching {
  private final DiscretePath path;
  private final double[] law;

  /** Belongs to one thread. */
  public TokenMatching(DiscretePath path) {
    this.path = path;
    this.law = new double[path.tokens()];
  }

  /**
   * Draws noisy tokens for data tokens.
   *
   * @param data x1, [rows][positions]
   * @param tau [rows]
   * @param out x, [rows][positions]
   */
  public void corrupt(int[] data, float[] tau, RandomSource random, int[] out) {
    int positions = data.length / tau.length;
    for (int i = 0; i < data.length; i++) {
      path.probabilities(tau[i / positions], data[i], law);
      out[i] = Categorical.draw(law, random);
    }
  }

  /**
   * 1 x 1, to be minimized.
   *
   * @param logits [rows][positions * tokens]
   * @param data x1, [rows][positions]
   */
  public static Value loss(Tape tape, TokenLikelihood likelihood, Value logits, int[] data) {
    return tape.affine(tape.mean(likelihood.logProb(tape, logits, data)), -1, 0);
  }
}

package io.millrace.flow.discrete;

/**
 * The exact policy for known data: what a perfectly trained network would say at each position by
 * itself.
 *
 * <pre>
 * p(x1 | x) proportional to q(x1) p_tau(x | x1)
 * </pre>
 *
 * It owns its buffers and belongs to one thread.
 */
public final class PosteriorPolicy implements TokenLogits {
  private final DiscretePath path;
  private final double[] data;
  private final double[] noisy;
  private float[] logits = new float[0];

  /**
   * @param data q, [tokens]
   */
  public PosteriorPolicy(DiscretePath path, double[] data) {
    if (data.length != path.tokens()) {
      throw new IllegalArgumentException(
          "expected " + path.tokens() + " probabilities, data.length=" + data.length);
    }
    this.path = path;
    this.data = data.clone();
    this.noisy = new double[path.tokens()];
  }

  @Override
  public float[] logits(int step, double tau, int[] tokens) {
    int size = path.tokens();
    if (logits.length != tokens.length * size) {
      logits = new float[tokens.length * size];
    }
    for (int target = 0; target < size; target++) {
      path.probabilities(tau, target, noisy);
      for (int i = 0; i < tokens.length; i++) {
        logits[i * size + target] = (float) Math.log(data[target] * noisy[tokens[i]]);
      }
    }
    return logits;
  }
}

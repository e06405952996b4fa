package io.millrace.flow.discrete;

import java.util.Arrays;

/**
 * The path that mixes the start law with the target: a token keeps its start value until it jumps,
 * once, to the target.
 *
 * <pre>
 * kappa            = tau^exponent
 * p_tau(x | x1)    = (1 - kappa) start(x) + kappa [x = x1]
 * u_tau(x, z | x1) = kappa' / (1 - kappa) [x = x1]                 for z other than x1
 * </pre>
 *
 * With all of the start law on one token this is masked diffusion. A policy gives the mask itself
 * no probability.
 *
 * <p>Source: Gat et al., "Discrete Flow Matching" (arXiv 2407.15595).
 *
 * @param start [tokens], sums to 1
 * @param exponent at least 1, so that rates are finite at tau = 0
 */
public record MixturePath(double[] start, double exponent) implements DiscretePath {
  public MixturePath {
    start = start.clone();
    double sum = Arrays.stream(start).sum();
    if (!(Math.abs(sum - 1) < 1e-9 && Arrays.stream(start).allMatch(p -> p >= 0))) {
      throw new IllegalArgumentException(
          "expected start probabilities that sum to 1, start=" + Arrays.toString(start));
    }
    if (!(exponent >= 1)) {
      throw new IllegalArgumentException("expected exponent >= 1, exponent=" + exponent);
    }
  }

  /** Starts from the last of the tokens, the mask. */
  public static MixturePath masked(int tokens) {
    double[] start = new double[tokens];
    start[tokens - 1] = 1;
    return new MixturePath(start, 1);
  }

  /** Starts from any token alike. */
  public static MixturePath uniform(int tokens) {
    double[] start = new double[tokens];
    Arrays.fill(start, 1.0 / tokens);
    return new MixturePath(start, 1);
  }

  @Override
  public int tokens() {
    return start.length;
  }

  @Override
  public void probabilities(double tau, int target, double[] out) {
    double kappa = Math.pow(tau, exponent);
    for (int x = 0; x < start.length; x++) {
      out[x] = (1 - kappa) * start[x];
    }
    out[target] += kappa;
  }

  @Override
  public double rates(double tau, int from, int target, double[] out) {
    Arrays.fill(out, 0, start.length, 0);
    if (from == target) {
      return 0;
    }
    double slope = exponent * Math.pow(tau, exponent - 1);
    out[target] = slope / (1 - Math.pow(tau, exponent));
    return out[target];
  }
}

package io.millrace.flow.discrete;

/**
 * A probability path over the tokens of one position, and the jump process that follows it.
 *
 * <pre>
 * p_tau(x | x1)       from the start law at tau = 0, the same for every x1, to certainty of x1 at tau = 1
 * u_tau(x, z | x1)    rate of the jump from z to x, which satisfies Kolmogorov's equation
 *                     d p_tau(x) / d tau = sum_z u(x, z) p_tau(z) - p_tau(x) sum_y u(y, x)
 * </pre>
 *
 * <p>Source: Shaul et al., "Flow Matching with General Discrete Paths: A Kinetic-Optimal
 * Perspective" (arXiv 2412.03487). Their t is our tau: both call 0 noise.
 */
public interface DiscretePath {
  /** Size S of the vocabulary. */
  int tokens();

  /**
   * p_tau(. | target).
   *
   * @param tau 0 to 1
   * @param target x1, the data token that the path ends at
   * @param out [tokens]
   */
  void probabilities(double tau, int target, double[] out);

  /**
   * u_tau(., from | target), and 0 at {@code from} itself.
   *
   * @param tau 0 to below 1
   * @param out [tokens]
   * @return the sum of the rates
   */
  double rates(double tau, int from, int target, double[] out);

  /**
   * The law of the token after an Euler step: it jumps with probability 1 - exp(-h lambda), lambda
   * the sum of the rates, to x with probability u(x) / lambda. (h lambda itself would be far above
   * 1 near the end.)
   *
   * @param h length of the step
   * @param out [tokens], sums to 1
   */
  default void step(double tau, double h, int from, int target, double[] out) {
    double total = rates(tau, from, target, out);
    double share = total > 0 ? -Math.expm1(-h * total) / total : 0;
    for (int x = 0; x < tokens(); x++) {
      out[x] *= share;
    }
    out[from] = Math.exp(-h * total);
  }
}

package io.millrace.flow.meanflow;

/** Which velocity a mean flow's target starts from, and along which it is differentiated. */
public sealed interface MeanFlowVariant {
  /** Both are the row's own, {@code action - noise}. Source: Geng et al., 2025. */
  record Original() implements MeanFlowVariant {}

  /**
   * Starts from the row's own, is differentiated along the network's {@code u(x, tau, tau)}, which
   * has no noise of the row in it. Source: Geng et al., "Improved Mean Flows", 2025; the default of
   * DMPO.
   */
  record Improved() implements MeanFlowVariant {}

  /**
   * Both are {@code weight (action - noise) + (1 - weight) u(x, tau, tau)}.
   *
   * <p>With the null condition the last term is the network without an observation (zeros), and the
   * observation of some training rows is dropped: classifier-free guidance within one evaluation.
   * Observations for which zeros mean something need a column that is always 1, else the network
   * cannot tell. A row that was dropped itself has weight 1.
   *
   * <p>With the same condition, as MP1's released code has it, the fixed point is that of the
   * original whatever the weight; only the target's variance is weight^2 times as large.
   *
   * <p>Source: Sheng et al., "MP1: MeanFlow Tames Policy Learning in 1-step for Robotic
   * Manipulation", 2025.
   *
   * @param weight 1 is no guidance; 2 in MP1
   * @param nullCondition whether the second term is without observation
   * @param dropout share of training rows without observation; used with the null condition only
   */
  record Guided(double weight, boolean nullCondition, double dropout) implements MeanFlowVariant {
    public Guided {
      if (!Double.isFinite(weight)) {
        throw new IllegalArgumentException("expected a finite weight, weight=" + weight);
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException("expected dropout in [0, 1), dropout=" + dropout);
      }
    }
  }
}

package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * TempFlow-GRPO's loss: Flow-GRPO's, in which a flow step counts in proportion to its noise.
 *
 * <pre>
 * w_k  = s_k / mean_j s_j                              j over the stochastic steps of the grid
 * loss = mean over transitions of  w_k max(-A r_k, -A clip(r_k, 1 - clip, 1 + clip))
 *                                + kl reduce_d((mean_d - meanReference_d)^2 / (2 s_k^2))
 * </pre>
 *
 * Minimized. A late step, of little noise, can change little of the outcome, yet its log-density
 * has the largest gradient; the weight makes all gradients equally large. The penalty is not
 * weighted. The reference code's constant 2.25 is {@code 1 / mean_j s_j} of its own grid; here it
 * is computed of the grid in use.
 *
 * <p>The other half of the method is where it explores: one stochastic step on a deterministic
 * trunk ({@link io.millrace.flow.policy.Exploration}, window 1), branches of one start compared
 * with each other ({@link io.millrace.flow.credit.SeedCredit}).
 *
 * <p>Source: "TempFlow-GRPO: When Timing Matters for GRPO in Flow Models" (arXiv 2508.04324).
 * Golden cases: {@code StepWeightTest} and {@code conformance/flow-grpo-variants.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param kl weight of the penalty
 * @param penalty how the distance to the first version is measured
 * @param reduction over action dimensions
 */
public record TempFlowGrpo(double clip, double kl, KlPenalty penalty, LogProbReduction reduction)
    implements Objective {
  public TempFlowGrpo {
    if (!(kl >= 0)) {
      throw new IllegalArgumentException("expected kl >= 0, kl=" + kl);
    }
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "tempflow-grpo";
  }

  @Override
  public boolean creditsActions() {
    return reduction.keepsActionsApart();
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, reduction).stepWeight(StepWeight.NOISE).kl(kl, penalty).loss(scope);
  }
}

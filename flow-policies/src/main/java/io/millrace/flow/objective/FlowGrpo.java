package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * Flow-GRPO's clipped ratio over flow transitions, with a penalty on the distance to a reference.
 *
 * <pre>
 * u       = velocity(x, tau, observation)
 * mean    = pointWeight x + velocityWeight u            the sampler's coefficients
 * logProb = reduce_d log N(next_d; mean_d, std_d^2)     next is data: no gradient
 * r       = exp(logProb - oldLogProb)
 * loss    = mean over transitions of  max(-A r, -A clip(r, 1 - clip, 1 + clip))
 *                                   + kl reduce_d((mean_d - meanReference_d)^2 / (2 std_d^2))
 * </pre>
 *
 * Minimized. Transitions: every stochastic one of every decision; the advantage A is the
 * decision's. The penalty is the exact divergence between the two steps' distributions (their
 * deviations are equal).
 *
 * <p>Differs from the reference implementation: that divides the penalty by sigma^2 instead of
 * std^2 (it leaves the step size out; here {@link KlPenalty#FLOW_GRPO}), and trains no last
 * transition by cutting the chain; here the last step is deterministic. Its fast variant is a
 * window of stochastic steps ({@link io.millrace.flow.policy.Exploration}), its denoising reduction
 * an evaluation on a finer grid.
 *
 * <p>Source: "Flow-GRPO: Training Flow Matching Models via Online RL" (arXiv 2505.05470), equations
 * for the SDE policy and the GRPO loss. Golden cases: {@code conformance/objectives.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param kl weight of the penalty
 * @param penalty how the distance to the first version is measured
 * @param reduction over action dimensions
 */
public record FlowGrpo(double clip, double kl, KlPenalty penalty, LogProbReduction reduction)
    implements Objective {
  public FlowGrpo {
    if (!(kl >= 0)) {
      throw new IllegalArgumentException("expected kl >= 0, kl=" + kl);
    }
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "flow-grpo";
  }

  @Override
  public boolean creditsActions() {
    return reduction.keepsActionsApart();
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, reduction).kl(kl, penalty).loss(scope);
  }
}

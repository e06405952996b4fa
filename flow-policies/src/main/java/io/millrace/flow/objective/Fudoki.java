package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * GRPO on a discrete flow, with exact likelihoods: the learning that FUDOKI names as future work.
 *
 * <pre>
 * x1_k         ~ p(. | x_k)                         at each position, recorded with x_k
 * logProb_k    = sum over positions of log p(x1_k | x_k)
 * r            = exp(sum_k logProb_k - recorded)    or one r_k for each step
 * loss         = mean max(-A r, -A clip(r, 1 - clip, 1 + clip))
 *                + kl mean over steps of sum over positions of KL(p, pReference)(x_k)
 * </pre>
 *
 * Minimized. Given x1_k the jump from x_k has no parameters, so x1_k is the action and the ratio of
 * whole walks is exact; the last draw, which is the outcome, belongs to it. Where steps have ratios
 * of their own, each is clipped alone, as Flow-GRPO does.
 *
 * <p>Source: "FUDOKI: Discrete Flow-based Unified Understanding and Generation via Kinetic-Optimal
 * Velocities" (arXiv 2505.20147) for the flow; the objective is this project's. Golden cases:
 * {@code conformance/discrete-and-pi-flow.json}; learning is judged exactly in {@code FudokiTest}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param kl weight of the penalty, at least 0
 * @param unit what has a ratio: a step or a decision
 */
public record Fudoki(double clip, double kl, RatioUnit unit) implements Objective {
  public Fudoki {
    if (!(kl >= 0)) {
      throw new IllegalArgumentException("expected kl >= 0, kl=" + kl);
    }
    if (unit == RatioUnit.CHAIN_MEAN) {
      throw new IllegalArgumentException("expected unit step or decision, unit=chain-mean");
    }
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "fudoki";
  }

  @Override
  public Value loss(LossScope scope) {
    if (scope.spec().tokens() == null) {
      throw new IllegalArgumentException(
          "expected a policy of a discrete flow for objective fudoki, head=" + scope.spec().head());
    }
    return RatioLoss.of(clip, LogProbReduction.SUM).unit(unit).kl(kl, KlPenalty.EXACT).loss(scope);
  }
}

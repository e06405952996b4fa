package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * The clipped ratio of FlowCPS: Flow-GRPO's loss on steps of the coefficients-preserving sampler,
 * with the log-probability of the paper's code or with the normal density's.
 *
 * <pre>
 * s       = (1 - tauNext) sin(noise pi / 2)
 * logProb = reduce_d log N(next_d; mean_d, s^2)         gaussian
 * logProb = reduce_d -(next_d - mean_d)^2               cps-squared
 * r       = exp(logProb - oldLogProb)
 * loss    = mean over transitions of  max(-A r, -A clip(r, 1 - clip, 1 + clip))
 * </pre>
 *
 * Minimized. The squared form is the normal one times {@code 2 s^2} (constants cancel in a ratio):
 * it holds no weight against steps of little noise, but its clip interval means another thing at
 * every step, and is far smaller. There is no penalty: the paper uses none. The exploration window
 * of the paper (2 or 3 stochastic steps in the first half) is {@link
 * io.millrace.flow.policy.Exploration}.
 *
 * <p>The sampler preserves the coefficients of data and noise, not the flow's marginals: at a fixed
 * noise it does not converge to the flow's distribution however fine the grid.
 *
 * <p>Source: "Coefficients-Preserving Sampling for Reinforcement Learning with Flow Matching"
 * (arXiv 2509.05952). Golden cases: {@code conformance/flow-grpo-variants.json}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param logProb what is taken for a step's log-probability
 * @param reduction over action dimensions
 */
public record FlowCps(double clip, LogProb logProb, LogProbReduction reduction)
    implements Objective {
  /** What is taken for a step's log-probability. */
  public enum LogProb {
    /** The normal density's logarithm, so that a clip interval means the same at every step. */
    GAUSSIAN,
    /** The squared distance to the mean, as the paper's code has it. */
    CPS_SQUARED
  }

  public FlowCps {
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "flow-cps";
  }

  @Override
  public boolean creditsActions() {
    return reduction.keepsActionsApart();
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, reduction)
        .form(logProb == LogProb.GAUSSIAN ? LogProbForm.GAUSSIAN : LogProbForm.SQUARED)
        .loss(scope);
  }
}

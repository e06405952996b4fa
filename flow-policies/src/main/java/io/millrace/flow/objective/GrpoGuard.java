package io.millrace.flow.objective;

import io.millrace.flow.policy.Recording;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/**
 * GRPO-Guard's regulated clipping: a log-ratio that clips good and bad actions alike at every flow
 * step, and steps whose gradients are equally large.
 *
 * <pre>
 * b     = mean_d (mean_d - oldMean_d)^2 / (2 s^2)
 * log r = s (mean_d logProb - mean_d oldLogProb + b)  =  mean_d eps_d (mean_d - oldMean_d)
 * loss  = mean over transitions of  max(-A r, -A clip(r, 1 - c, 1 + c)) / (tauNext - tau)
 *                                 + kl mean_d (mean_d - meanReference_d)^2 / (2 s^2)
 * </pre>
 *
 * Minimized. The plain log-ratio has a negative mean and a deviation that grows as the step's noise
 * s shrinks, so that a clip interval binds at late steps and hardly ever at early ones. The
 * normalized one has mean 0 under the policy that acted and a deviation that does not depend on s;
 * what remains is the step's size, which the division takes out. The policy that acts must record
 * its means.
 *
 * <p>Differs from the reference implementation: b is each decision's own (its first code took the
 * mean over the batch, a bug that its authors confirmed). The original clip interval is not known.
 * In a few dimensions c is best told in units of the ratio's own scale: {@link ClipScale#NOISE}.
 *
 * <p>Source: "GRPO-Guard: Mitigating Implicit Over-Optimization in Flow Matching via Regulated
 * Clipping" (arXiv 2510.22319). Golden cases: {@code conformance/flow-objectives.json} and {@code
 * conformance/flow-grpo-variants.json}.
 *
 * @param clip half-width of the ratio's trust interval, in units of the scale
 * @param scale what those units are
 * @param kl weight of the penalty
 * @param penalty how the distance to the first version is measured
 */
public record GrpoGuard(double clip, ClipScale scale, double kl, KlPenalty penalty)
    implements Objective {
  /** What a clip interval is measured in. */
  public enum ClipScale {
    /** The ratio itself: c = clip. */
    RATIO,
    /** The mean noise of the stochastic steps: c = clip mean_k s_k. */
    NOISE
  }

  public GrpoGuard {
    if (!(kl >= 0)) {
      throw new IllegalArgumentException("expected kl >= 0, kl=" + kl);
    }
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "grpo-guard";
  }

  @Override
  public Recording recording() {
    return new Recording(true, 0);
  }

  @Override
  public Value loss(LossScope scope) {
    double width = scale == ClipScale.RATIO ? clip : clip * meanNoise(scope.chain());
    return RatioLoss.of(width, LogProbReduction.MEAN)
        .form(LogProbForm.NORMALIZED)
        .stepWeight(StepWeight.INVERSE_STEP)
        .kl(kl, penalty)
        .loss(scope);
  }

  private static double meanNoise(Transition[] chain) {
    return Arrays.stream(chain)
        .filter(step -> !step.deterministic())
        .mapToDouble(Transition::std)
        .average()
        .orElseThrow();
  }
}

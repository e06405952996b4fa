package io.millrace.flow.objective;

import io.millrace.flow.tensor.Value;

/**
 * FA-GRPO and FlowScale: Flow-GRPO with one ratio for each environment action, whose flow steps
 * count alike.
 *
 * <pre>
 * l_hk = log-ratio of action h of the chunk at flow step k, summed over the action's dimensions
 * r_h  = exp(sum_k l_hk)                                 clipped once, after the sum  [n][H]
 * loss = mean over decisions and actions of clipped(r_h, A)
 * gradient of l_hk times  omega_k = s_k / |velocityWeight_k|, mean 1 over steps     (FlowScale)
 * </pre>
 *
 * Minimized. The advantage is the action's, the decision's, or with {@code group-relative} the
 * episode's, broadcast to its actions. |d l / d velocity| grows as 1 / omega_k from step to step,
 * so FlowScale makes all steps' gradients equally large; omega is a constant and leaves the ratio
 * as it is.
 *
 * <p>Source: "Reinforcing Action Policies by Prophesying" (ProphRL, arXiv 2511.20633); only its
 * abstract level is public, and these forms are our reading of it. Golden cases: {@code
 * FaGrpoTest}.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param flowScale whether gradients of flow steps are made equally large
 */
public record FaGrpo(double clip, boolean flowScale) implements Objective {
  public FaGrpo {
    new ClippedRatio(clip, 0);
  }

  @Override
  public String id() {
    return "fa-grpo";
  }

  @Override
  public boolean creditsActions() {
    return true;
  }

  @Override
  public Value loss(LossScope scope) {
    return RatioLoss.of(clip, LogProbReduction.ACTION)
        .unit(RatioUnit.DECISION)
        .stepWeight(flowScale ? StepWeight.FLOW_SCALE : StepWeight.EVEN)
        .loss(scope);
  }
}

package io.millrace.flow.policy;

import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.Sampler;

/**
 * In which way a policy acts.
 *
 * @param sampler how it steps from noise to action; {@link Ode} acts without noise but the start's
 * @param flowSteps K; may differ from that of training
 * @param exploring whether it explores where its spec says, and records what its spec says
 * @param guidance what steers it
 * @param likeliest whether a categorical policy takes its likeliest choices, rather than drawing
 */
public record Acting(
    Sampler sampler, int flowSteps, boolean exploring, Guidance guidance, boolean likeliest) {
  /** The same, with choices drawn. */
  public Acting(Sampler sampler, int flowSteps, boolean exploring, Guidance guidance) {
    this(sampler, flowSteps, exploring, guidance, false);
  }

  /** As it collects experience. */
  public static Acting exploring(FlowPolicy policy) {
    return new Acting(policy.sampler(), policy.spec().flowSteps(), true, Guidance.NONE);
  }

  /** With this sampler at every step, recording nothing further. */
  public static Acting with(Sampler sampler, FlowPolicy policy) {
    return new Acting(sampler, policy.spec().flowSteps(), false, Guidance.NONE);
  }

  /** On another grid. */
  public Acting withFlowSteps(int steps) {
    return new Acting(sampler, steps, exploring, guidance, likeliest);
  }

  /** Steered by this guidance. */
  public Acting withGuidance(Guidance steering) {
    return new Acting(sampler, flowSteps, exploring, steering, likeliest);
  }

  /** With the likeliest choices of a categorical policy, or with drawn ones. */
  public Acting withLikeliest(boolean mode) {
    return new Acting(sampler, flowSteps, exploring, guidance, mode);
  }
}

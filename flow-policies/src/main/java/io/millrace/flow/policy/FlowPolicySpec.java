package io.millrace.flow.policy;

import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;

/**
 * Everything about a flow policy but its weights.
 *
 * <p>The velocity network reads {@code concat(x, tau, observation)} and gives d action / d tau; the
 * noise network, where the sampler learns its noise, reads {@code concat(observation, tau)}. Points
 * x live in a normalized action space: {@code action = center + scale x}.
 *
 * @param hidden widths of the velocity network's hidden layers
 * @param activation of the hidden layers
 * @param flowSteps K, steps from noise to action, at least 2
 * @param sampler how it acts while it explores
 * @param actionCenter [actionSize]
 * @param actionScale [actionSize], above 0
 */
public record FlowPolicySpec(
    int observationSize,
    int actionSize,
    List<Integer> hidden,
    String activation,
    int flowSteps,
    SamplerSpec sampler,
    float[] actionCenter,
    float[] actionScale) {
  public FlowPolicySpec {
    hidden = List.copyOf(hidden);
    require(observationSize >= 0, "observationSize >= 0", observationSize);
    require(actionSize >= 1, "actionSize >= 1", actionSize);
    require(flowSteps >= 2, "flowSteps >= 2", flowSteps);
    require(actionCenter.length == actionSize, "one actionCenter a dimension", actionCenter.length);
    require(actionScale.length == actionSize, "one actionScale a dimension", actionScale.length);
  }

  /** K - 1: the transitions that have a likelihood. */
  public int stochasticTransitions() {
    return flowSteps - 1;
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }
}

package io.millrace.flow.policy;

import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;

/**
 * Everything about a flow policy but its weights.
 *
 * <p>The flow network reads {@code concat(x, time, observation)}; the noise network, where the
 * sampler learns its noise, reads {@code concat(observation, tau)}. Points x live in a normalized
 * action space: {@code action = center + scale x}.
 *
 * @param actionSize numbers of a decision; with chunks of H actions, H times an action's
 * @param hidden widths of the flow network's hidden layers
 * @param activation of the hidden layers
 * @param flowSteps K, steps from noise to action; 0 only where the start is learned
 * @param sampler how it acts while it explores
 * @param actionCenter [actionSize]
 * @param actionScale [actionSize], above 0
 * @param head what the flow network says
 * @param chunk H, environment actions in a decision
 * @param exploration where on the way it explores
 * @param recording what it writes down while it explores
 * @param parts further networks
 */
public record FlowPolicySpec(
    int observationSize,
    int actionSize,
    List<Integer> hidden,
    String activation,
    int flowSteps,
    SamplerSpec sampler,
    float[] actionCenter,
    float[] actionScale,
    FlowHead head,
    int chunk,
    Exploration exploration,
    Recording recording,
    List<PartSpec> parts) {
  public FlowPolicySpec {
    hidden = List.copyOf(hidden);
    head = head == null ? FlowHead.VELOCITY : head;
    chunk = Math.max(1, chunk);
    exploration = exploration == null ? Exploration.ALL : exploration;
    recording = recording == null ? Recording.NONE : recording;
    parts = parts == null ? List.of() : List.copyOf(parts);
    require(observationSize >= 0, "observationSize >= 0", observationSize);
    require(actionSize >= 1, "actionSize >= 1", actionSize);
    require(flowSteps >= (sampler.learnsStart() ? 0 : 1), "flowSteps >= 1", flowSteps);
    require(actionCenter.length == actionSize, "one actionCenter a dimension", actionCenter.length);
    require(actionScale.length == actionSize, "one actionScale a dimension", actionScale.length);
  }

  /** A velocity policy that explores at every step and records nothing further. */
  public FlowPolicySpec(
      int observationSize,
      int actionSize,
      List<Integer> hidden,
      String activation,
      int flowSteps,
      SamplerSpec sampler,
      float[] actionCenter,
      float[] actionScale) {
    this(
        observationSize,
        actionSize,
        hidden,
        activation,
        flowSteps,
        sampler,
        actionCenter,
        actionScale,
        FlowHead.VELOCITY,
        1,
        Exploration.ALL,
        Recording.NONE,
        List.of());
  }

  /** Flow steps that can be stochastic. */
  public int stochasticTransitions() {
    if (sampler.deterministicFlow()) {
      return 0;
    }
    return sampler.lastStep() ? flowSteps : flowSteps - 1;
  }

  /** S: draws of a decision that have a likelihood. */
  public int likelihoods() {
    return sampler.learnsStart() ? 1 : exploration.steps(stochasticTransitions());
  }

  /** K + 1: points of a decision's path. */
  public int pathPoints() {
    return flowSteps + 1;
  }

  /** Columns that the flow network reads, an encoder of the observation included. */
  public int flowInputs() {
    return actionSize + head.timeInputs() + observationSize;
  }

  /** Columns that stand for the observation behind the encoder, where there is one. */
  int embeddingSize() {
    return parts.stream()
        .filter(part -> part.name().equals(PartSpec.ENCODER))
        .mapToInt(part -> part.out(actionSize))
        .findFirst()
        .orElse(observationSize);
  }

  /** Whether the policy has a further network of this name. */
  public boolean has(String part) {
    return parts.stream().anyMatch(spec -> spec.name().equals(part));
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }
}

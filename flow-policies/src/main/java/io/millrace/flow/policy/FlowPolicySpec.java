package io.millrace.flow.policy;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Everything about a flow policy but its weights.
 *
 * <p>The flow network reads {@code concat(x, time, observation)}; the noise network, where the
 * sampler learns its noise, reads {@code concat(observation, tau)}. Points x live in a normalized
 * action space: {@code action = center + scale x}.
 *
 * <p>A discrete flow's points are tokens, one in each dimension of an action. Its path names two a
 * step, where it is and the data token that it drew: {@code x_0, x1_0, x_1, x1_1, ..}; the last
 * draw is the action. A categorical policy's path is its one draw.
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
 * @param tokens what a discrete head draws from; null for the others
 * @param agents how many agents have networks of their own; then every observation begins with its
 *     agent's number, which no network reads; 1 where there is one agent, or one policy for all
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
    List<PartSpec> parts,
    TokenSpec tokens,
    int agents) {
  public FlowPolicySpec {
    hidden = List.copyOf(hidden);
    head = head == null ? FlowHead.VELOCITY : head;
    chunk = Math.max(1, chunk);
    agents = Math.max(1, agents);
    exploration = exploration == null ? Exploration.ALL : exploration;
    recording = recording == null ? Recording.NONE : recording;
    parts = parts == null ? List.of() : List.copyOf(parts);
    require(observationSize >= 0, "observationSize >= 0", observationSize);
    require(agents == 1 || observationSize >= 1, "an agent's number", observationSize);
    require(actionSize >= 1, "actionSize >= 1", actionSize);
    require(flowSteps >= (sampler.learnsStart() ? 0 : 1), "flowSteps >= 1", flowSteps);
    require(actionCenter.length == actionSize, "one actionCenter a dimension", actionCenter.length);
    require(actionScale.length == actionSize, "one actionScale a dimension", actionScale.length);
    if (head.discrete() != (tokens != null)) {
      throw new IllegalArgumentException(
          "expected tokens with head TOKENS or CATEGORICAL alone, head="
              + head
              + " tokens="
              + tokens);
    }
    if (tokens != null) {
      requireForTokens(sampler.equals(SamplerSpec.ODE), "sampler ode", sampler);
      requireForTokens(exploration.equals(Exploration.ALL), "exploration ALL", exploration);
      requireForTokens(recording.equals(Recording.NONE), "recording NONE", recording);
      Choices choices = tokens.choicesAt(actionSize);
      requireForTokens(choices.positions() == actionSize, "choices a position", choices);
      int seen = agents == 1 ? observationSize : observationSize - 1;
      requireForTokens(choices.maskSize() <= seen, "masks in observations", choices);
    }
    if (agents > 1 && parts.stream().anyMatch(p -> p.name().equals(PartSpec.NULL_OBSERVATION))) {
      throw new IllegalArgumentException(
          "expected no null observation of a policy for each agent, agents=" + agents);
    }
    if (head == FlowHead.CATEGORICAL) {
      requireForTokens(flowSteps == 1, "flowSteps 1", flowSteps);
      int seen = agents == 1 ? observationSize : observationSize - 1;
      requireForTokens(seen >= 1, "observations for head CATEGORICAL", observationSize);
      requireForTokens(!tokens.readsTime(), "no time for head CATEGORICAL", tokens);
    }
  }

  /** A policy of one agent, or of all. */
  public FlowPolicySpec(
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
      List<PartSpec> parts,
      TokenSpec tokens) {
    this(
        observationSize,
        actionSize,
        hidden,
        activation,
        flowSteps,
        sampler,
        actionCenter,
        actionScale,
        head,
        chunk,
        exploration,
        recording,
        parts,
        tokens,
        1);
  }

  /** The same, with networks of their own for so many agents, whose numbers are observed too. */
  public FlowPolicySpec withAgents(int count) {
    return new FlowPolicySpec(
        observationSize - (agents == 1 ? 0 : 1) + (count == 1 ? 0 : 1),
        actionSize,
        hidden,
        activation,
        flowSteps,
        sampler,
        actionCenter,
        actionScale,
        head,
        chunk,
        exploration,
        recording,
        parts,
        tokens,
        count);
  }

  /** A policy of a continuous flow. */
  public FlowPolicySpec(
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
    this(
        observationSize,
        actionSize,
        hidden,
        activation,
        flowSteps,
        sampler,
        actionCenter,
        actionScale,
        head,
        chunk,
        exploration,
        recording,
        parts,
        null);
  }

  /** A categorical policy: one draw in each dimension of an action. */
  public static FlowPolicySpec categorical(
      int observationSize,
      List<Integer> hidden,
      String activation,
      Choices choices,
      List<PartSpec> parts) {
    return discrete(
        FlowHead.CATEGORICAL,
        observationSize,
        choices.positions(),
        hidden,
        activation,
        1,
        TokenSpec.of(choices),
        parts);
  }

  /** A policy of a discrete flow, one token in each dimension of an action. */
  public static FlowPolicySpec ofTokens(
      int observationSize,
      int positions,
      List<Integer> hidden,
      String activation,
      int flowSteps,
      TokenSpec tokens,
      List<PartSpec> parts) {
    return discrete(
        FlowHead.TOKENS, observationSize, positions, hidden, activation, flowSteps, tokens, parts);
  }

  private static FlowPolicySpec discrete(
      FlowHead head,
      int observationSize,
      int positions,
      List<Integer> hidden,
      String activation,
      int flowSteps,
      TokenSpec tokens,
      List<PartSpec> parts) {
    float[] unit = new float[positions];
    Arrays.fill(unit, 1f);
    return new FlowPolicySpec(
        observationSize,
        positions,
        hidden,
        activation,
        flowSteps,
        SamplerSpec.ODE,
        new float[positions],
        unit,
        head,
        1,
        Exploration.ALL,
        Recording.NONE,
        parts,
        tokens);
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

  /** Flow steps that can be stochastic; all of them in a discrete flow, which draws tokens. */
  public int stochasticTransitions() {
    if (tokens != null) {
      return flowSteps;
    }
    if (sampler.deterministicFlow()) {
      return 0;
    }
    return sampler.lastStep() ? flowSteps : flowSteps - 1;
  }

  /** S: draws of a decision that have a likelihood. */
  public int likelihoods() {
    return sampler.learnsStart() ? 1 : exploration.steps(stochasticTransitions());
  }

  /** U: parts of a decision that have credit of their own, H where each action of a chunk has. */
  public int creditUnits() {
    return recording.actionRewards() ? chunk : 1;
  }

  /** Points of a decision's path: K + 1, or 2 K of a discrete flow, or the draw alone. */
  public int pathPoints() {
    return pathPoints(flowSteps);
  }

  /** The same for another number of steps. */
  int pathPoints(int steps) {
    return switch (head) {
      case TOKENS -> 2 * steps;
      case CATEGORICAL -> steps;
      default -> steps + 1;
    };
  }

  /** The point of a discrete flow's path that draw k is. */
  public int drawPoint(int k) {
    return head == FlowHead.CATEGORICAL ? k : 2 * k + 1;
  }

  /** What a discrete flow can draw at each position; null for the others. */
  public Choices choices() {
    return tokens == null ? null : tokens.choicesAt(actionSize);
  }

  /** Columns that the flow network reads, an encoder of the observation included. */
  public int flowInputs() {
    return observationSize
        + switch (head) {
          case TOKENS -> tokens.inputs(actionSize);
          case CATEGORICAL -> 0;
          default -> actionSize + head.timeInputs();
        };
  }

  /** Columns that the flow network gives. */
  public int flowOutputs() {
    return tokens == null ? actionSize : actionSize * tokens.tokens();
  }

  /** Columns that stand for the observation behind the encoder, where there is one. */
  int embeddingSize() {
    return parts.stream()
        .filter(part -> part.name().equals(PartSpec.ENCODER))
        .mapToInt(part -> part.out(actionSize))
        .findFirst()
        .orElse(seenSize());
  }

  /** Numbers of an observation that networks read: all but an agent's number. */
  public int seenSize() {
    return agents == 1 ? observationSize : observationSize - 1;
  }

  /** Whether the policy has a further network of this name. */
  public boolean has(String part) {
    return parts.stream().anyMatch(spec -> spec.name().equals(part));
  }

  private static void requireForTokens(boolean condition, String expected, Object got) {
    if (!condition) {
      throw new IllegalArgumentException(
          "expected " + expected + " of a discrete flow, got " + got);
    }
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }
}

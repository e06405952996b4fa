package io.millrace.flow.policy;

import io.millrace.flow.discrete.TokenNetwork;
import io.millrace.flow.network.EncodedMlp;
import io.millrace.flow.network.Network;
import io.millrace.flow.network.PerAgentNetwork;
import io.millrace.flow.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A flow policy's networks over one parameter vector; each may be one network for each agent.
 *
 * @param velocity the flow network, reads {@code concat(x, time, observation)}, with one-hot tokens
 *     for x in a discrete flow, or in place of the observation what the part {@link
 *     PartSpec#ENCODER} makes of it; null where there are no flow steps
 * @param noise reads {@code concat(observation, tau)}; null where the sampler's noise is fixed
 * @param parts the others, by name
 */
public record FlowModel(
    Parameters parameters, Network velocity, Network noise, Map<String, ? extends Network> parts) {
  /** Networks without further parts. */
  public FlowModel(Parameters parameters, Network velocity, Network noise) {
    this(parameters, velocity, noise, Map.of());
  }

  /**
   * A part by its name.
   *
   * @throws IllegalArgumentException where the policy has none of that name
   */
  public Network part(String name) {
    Network part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "expected a policy with the network \"" + name + "\", got " + parts.keySet());
    }
    return part;
  }

  /**
   * The flow network, which reads {@code concat(x, time, observation)} in any case.
   *
   * @throws IllegalArgumentException where the policy has none
   */
  public Network flow() {
    if (velocity == null) {
      throw new IllegalArgumentException("expected a policy with a flow network, got none");
    }
    Network encoder = parts.get(PartSpec.ENCODER);
    return encoder == null ? velocity : encoded(encoder);
  }

  /** Each agent's network behind its own encoder. */
  private Network encoded(Network encoder) {
    List<EncodedMlp> each = new ArrayList<>();
    for (int agent = 0; agent < velocity.heads().size(); agent++) {
      each.add(new EncodedMlp(encoder.heads().get(agent), velocity.heads().get(agent)));
    }
    return velocity instanceof PerAgentNetwork separate
        ? new PerAgentNetwork(each, separate.numberAt())
        : each.get(0);
  }

  /** The flow network of a discrete flow. */
  public TokenNetwork tokenNetwork(FlowPolicySpec spec) {
    return new TokenNetwork(
        velocity,
        spec.actionSize(),
        spec.tokens().tokens(),
        spec.observationSize(),
        spec.tokens().readsTime(),
        spec.head() != FlowHead.CATEGORICAL);
  }

  /** The same networks over another vector of the same layout. */
  public FlowModel over(Parameters other) {
    return new FlowModel(other, velocity, noise, parts);
  }
}

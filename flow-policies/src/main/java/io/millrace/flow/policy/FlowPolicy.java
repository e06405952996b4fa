package io.millrace.flow.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.flow.network.LayerSpec;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.network.Network;
import io.millrace.flow.network.PerAgentNetwork;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A flow policy: it turns noise into an action by following a learned velocity field that depends
 * on the observation. Convention: tau = 0 is noise, tau = 1 is the action, velocity = d action / d
 * tau.
 *
 * <p>An artifact is a safetensors file; its metadata holds the spec, the lineage and the numeric
 * environment, so that any language can read the weights and know what they are.
 */
public final class FlowPolicy {
  private static final String FORMAT = "millrace-flow-policy-1";
  private static final String CONVENTION =
      "tau 0 is noise, 1 is the action; velocity = d action / d tau";
  private static final int NOISE_WIDTH = 32;
  private static final double OUTPUT_SCALE = 0.1;
  private static final JsonMapper JSON = new JsonMapper();

  private final FlowPolicySpec spec;
  private final FlowModel model;
  private final Sampler sampler;

  private FlowPolicy(FlowPolicySpec spec) {
    this.spec = spec;
    this.sampler = spec.sampler().create();
    Parameters.Layout layout = new Parameters.Layout();
    Network velocity = spec.flowSteps() == 0 ? null : reserveVelocity(layout);
    Network noise = learnsNoise() ? reserveNoise(layout) : null;
    Map<String, Network> parts = new LinkedHashMap<>();
    for (PartSpec part : spec.parts()) {
      parts.put(part.name(), reserve(layout, part));
    }
    this.model = new FlowModel(layout.allocate(), velocity, noise, Map.copyOf(parts));
  }

  /** A policy with random weights, which depend on the generator's seed alone. */
  public static FlowPolicy random(FlowPolicySpec spec, RandomSource random) {
    FlowPolicy policy = new FlowPolicy(spec);
    Parameters parameters = policy.model.parameters();
    if (policy.model.velocity() != null) {
      initialize(policy.model.velocity(), parameters, random.split("velocity"), OUTPUT_SCALE);
    }
    if (policy.model.noise() != null) {
      initialize(policy.model.noise(), parameters, random.split("noise"), OUTPUT_SCALE);
    }
    for (PartSpec part : spec.parts()) {
      policy.initialize(part, random);
    }
    return policy;
  }

  /** Gives a part random weights again, which depend on the generator's seed and its name alone. */
  public void initialize(PartSpec part, RandomSource random) {
    Network network = model.part(part.name());
    Parameters parameters = model.parameters();
    initialize(network, parameters, random.split(part.name()), part.outputScale());
    if (!part.outputBias().isEmpty()) {
      float[] bias = new float[network.out()];
      for (int i = 0; i < bias.length; i++) {
        bias[i] = part.outputBias().get(i);
      }
      for (Mlp head : network.heads()) {
        parameters.write(head.layers().get(head.layers().size() - 1).bias(), bias);
      }
    }
  }

  /** Every agent's network from an own stream, so that no two begin alike. */
  private static void initialize(
      Network network, Parameters parameters, RandomSource random, double outputScale) {
    List<Mlp> heads = network.heads();
    for (int agent = 0; agent < heads.size(); agent++) {
      RandomSource own = heads.size() == 1 ? random : random.split(agent);
      heads.get(agent).initialize(parameters, own, outputScale);
    }
  }

  /**
   * The policy in an artifact.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  public static FlowPolicy fromArtifact(byte[] artifact) {
    SafeTensors file = SafeTensors.decode(artifact);
    FlowPolicy policy = new FlowPolicy(specOf(file.metadata()));
    Parameters parameters = policy.model.parameters();
    List<Parameters.Slice> slices = parameters.slices();
    if (slices.size() != file.tensors().size()) {
      throw new IllegalArgumentException(
          "expected " + slices.size() + " tensors, got " + file.tensors().size());
    }
    for (int i = 0; i < slices.size(); i++) {
      Parameters.Slice slice = slices.get(i);
      SafeTensors.Named tensor = file.tensors().get(i);
      if (!tensor.name().equals(slice.name()) || !Arrays.equals(tensor.shape(), slice.shape())) {
        throw new IllegalArgumentException(
            "expected tensor "
                + slice.name()
                + Arrays.toString(slice.shape())
                + ", got "
                + tensor.name()
                + Arrays.toString(tensor.shape()));
      }
      parameters.write(slice, tensor.values());
    }
    return policy;
  }

  /** Who made the artifact, from what. */
  public static Lineage lineageOf(byte[] artifact) {
    Map<String, String> metadata = SafeTensors.decode(artifact).metadata();
    return read(metadata, "lineage", Lineage.class);
  }

  /** The artifact's bytes: equal weights, spec, lineage and numeric environment, equal bytes. */
  public byte[] toArtifact(Lineage lineage) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("convention", CONVENTION);
    metadata.put("spec", write(spec));
    metadata.put("lineage", write(lineage));
    metadata.put("numeric-environment", NumericEnvironment.describe());
    List<SafeTensors.Named> tensors = new ArrayList<>();
    Parameters parameters = model.parameters();
    for (Parameters.Slice slice : parameters.slices()) {
      tensors.add(new SafeTensors.Named(slice.name(), slice.shape(), parameters.read(slice)));
    }
    return new SafeTensors(metadata, tensors).encode();
  }

  /** Shape, networks, sampler, scaling. */
  public FlowPolicySpec spec() {
    return spec;
  }

  /** The networks and their weights. */
  public FlowModel model() {
    return model;
  }

  /** How it acts while it explores. */
  public Sampler sampler() {
    return sampler;
  }

  private boolean learnsNoise() {
    return sampler.transition(0, 0.5).learned();
  }

  private Network reserveVelocity(Parameters.Layout layout) {
    int lead = spec.flowInputs() - spec.observationSize();
    return reserve(
        layout,
        "velocity",
        Mlp.specs(
            lead + spec.embeddingSize(),
            spec.hidden(),
            Activation.of(spec.activation()),
            spec.flowOutputs()),
        lead);
  }

  private Network reserve(Parameters.Layout layout, PartSpec part) {
    return reserve(
        layout,
        part.name(),
        Mlp.specs(
            part.in(spec.actionSize(), spec.seenSize()),
            part.hidden(),
            Activation.of(part.activation()),
            part.out(spec.actionSize())),
        part.in(spec.actionSize(), 0));
  }

  private Network reserveNoise(Parameters.Layout layout) {
    return reserve(
        layout,
        "noise",
        Mlp.specs(
            spec.seenSize() + 1,
            List.of(NOISE_WIDTH),
            Activation.of(spec.activation()),
            spec.actionSize()),
        0);
  }

  /**
   * One network, or one for each agent.
   *
   * @param observationAt the column where an observation begins, with the agent's number
   */
  private Network reserve(
      Parameters.Layout layout, String name, List<LayerSpec> layers, int observationAt) {
    if (spec.agents() == 1) {
      return Mlp.reserve(layout, name, layers);
    }
    List<Mlp> blocks = new ArrayList<>();
    for (int agent = 0; agent < spec.agents(); agent++) {
      blocks.add(Mlp.reserve(layout, name + ".agent" + agent, layers));
    }
    return new PerAgentNetwork(blocks, observationAt);
  }

  private static FlowPolicySpec specOf(Map<String, String> metadata) {
    if (!FORMAT.equals(metadata.get("format")) || !CONVENTION.equals(metadata.get("convention"))) {
      throw new IllegalArgumentException(
          "not an artifact of this format and convention, format=" + metadata.get("format"));
    }
    return read(metadata, "spec", FlowPolicySpec.class);
  }

  private static <T> T read(Map<String, String> metadata, String key, Class<T> type) {
    try {
      return JSON.readValue(metadata.getOrDefault(key, "null"), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the artifact's " + key + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value, e);
    }
  }
}

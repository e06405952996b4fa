package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.sampler.FlowNoise;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;

/** {@code sampler.transition}: one step of a sampler, in float64. */
final class SamplerTransition implements Operation {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    return switch (plugin.text("id")) {
      case "fudoki" -> FurtherTransitions.tokens(plugin, inputs);
      case "mean-flow" -> FurtherTransitions.meanFlow(inputs);
      case "pi-flow" -> FurtherTransitions.piFlow(plugin, inputs);
      case "shortcut" -> FurtherTransitions.shortcut(inputs);
      case "latent-gaussian" ->
          inputs.has("raw")
              ? FurtherTransitions.latentStart(plugin, inputs)
              : gaussian(plugin, inputs);
      default -> gaussian(plugin, inputs);
    };
  }

  private static ObjectNode gaussian(CaseFields plugin, CaseFields inputs) {
    Sampler sampler = spec(plugin).create();
    double[] x = inputs.vector("x");
    double[] velocity = inputs.vector("velocity");
    double[] noise = inputs.vector("noise");
    double[] raw = sampler instanceof FlowNoise ? inputs.vector("raw") : new double[x.length];
    Transition step = sampler.transition(inputs.number("tau"), inputs.number("tauNext"));
    int size = x.length;
    if (velocity.length != size || noise.length != size || raw.length != size) {
      throw new ConformanceException("inputs: x, velocity, noise and raw differ in length");
    }
    double[] mean = new double[size];
    double[] std = new double[size];
    double[] next = new double[size];
    double[] logProb = new double[size];
    for (int d = 0; d < size; d++) {
      mean[d] = step.mean(x[d], velocity[d]);
      std[d] = sampler instanceof FlowNoise learned ? learned.std(raw[d]) : step.std();
      next[d] = mean[d] + std[d] * noise[d];
      logProb[d] = -0.5 * noise[d] * noise[d] - Math.log(std[d]) - HALF_LOG_2PI;
    }
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("mean", Outputs.vector(mean));
    outputs.set("std", Outputs.vector(std));
    outputs.set("next", Outputs.vector(next));
    if (!step.deterministic()) {
      outputs.set("logProb", Outputs.vector(logProb));
    }
    return outputs;
  }

  /** The sampler that {@code {"id", options}} names. */
  static SamplerSpec spec(CaseFields plugin) {
    SamplerSpec spec =
        new SamplerSpec(
            plugin.text("id"),
            plugin.number("noise", 0),
            plugin.number("noiseMin", 0),
            plugin.number("noiseMax", 0));
    try {
      spec.create();
    } catch (IllegalArgumentException e) {
      throw new ConformanceException(e.getMessage());
    }
    return spec;
  }
}

package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.network.LayerSpec;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.network.Network;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Networks as conformance files write them. */
final class Networks {
  private Networks() {}

  /** {@code {"type": "mlp", "layers": [{"weight": [out][in], "bias": [out], "activation"}]}}. */
  static FlowModel read(CaseFields network) {
    return model(Map.of("network", plan(network)), List.of());
  }

  /** A velocity network and one that says how large the noise is. */
  static FlowModel read(CaseFields velocity, CaseFields noise) {
    return model(Map.of("network", plan(velocity), "noise", plan(noise)), List.of());
  }

  /**
   * A policy's networks, those that the inputs have: {@code network}, {@code noiseNetwork}, and
   * {@code NAMENetwork} of each part.
   */
  static FlowModel policy(CaseFields inputs, String... parts) {
    Map<String, Plan> plans = new TreeMap<>();
    if (inputs.has("network")) {
      plans.put("network", plan(inputs.object("network")));
    }
    List<String> names = new ArrayList<>(List.of(parts));
    names.add("noise");
    for (String name : names) {
      if (inputs.has(name + "Network")) {
        plans.put(name, plan(inputs.object(name + "Network")));
      }
    }
    return model(plans, List.of(parts));
  }

  private static FlowModel model(Map<String, Plan> plans, List<String> parts) {
    Parameters.Layout layout = new Parameters.Layout();
    Map<String, Mlp> networks = new TreeMap<>();
    for (Map.Entry<String, Plan> plan : plans.entrySet()) {
      networks.put(plan.getKey(), Mlp.reserve(layout, plan.getKey(), plan.getValue().specs()));
    }
    Parameters parameters = layout.allocate();
    plans.forEach((name, plan) -> plan.fill(networks.get(name), parameters));
    Map<String, Mlp> further = new TreeMap<>(networks);
    further.keySet().retainAll(parts);
    return new FlowModel(parameters, networks.get("network"), networks.get("noise"), further);
  }

  private record Plan(List<LayerSpec> specs, List<float[]> weights, List<float[]> biases) {
    void fill(Mlp mlp, Parameters parameters) {
      for (int i = 0; i < specs.size(); i++) {
        parameters.write(mlp.layers().get(i).weight(), weights.get(i));
        parameters.write(mlp.layers().get(i).bias(), biases.get(i));
      }
    }
  }

  private static Plan plan(CaseFields network) {
    if (!network.text("type").equals("mlp")) {
      throw new ConformanceException(
          "no network type \"" + network.text("type") + "\"; known: mlp");
    }
    Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (CaseFields layer : network.objects("layers")) {
      double[][] weight = layer.matrix("weight");
      checkWidth(plan.specs(), weight);
      plan.specs()
          .add(
              new LayerSpec(weight[0].length, weight.length, activation(layer.text("activation"))));
      plan.weights().add(CaseFields.flatten(weight));
      plan.biases().add(layer.floats("bias"));
    }
    if (plan.specs().isEmpty()) {
      throw new ConformanceException("expected a network of at least one layer");
    }
    return plan;
  }

  private static void checkWidth(List<LayerSpec> before, double[][] weight) {
    if (weight.length == 0 || weight[0].length == 0) {
      throw new ConformanceException("layer " + before.size() + ": expected weights [out][in]");
    }
    if (!before.isEmpty() && before.get(before.size() - 1).out() != weight[0].length) {
      throw new ConformanceException(
          "layer "
              + before.size()
              + ": expected "
              + before.get(before.size() - 1).out()
              + " inputs, as the layer before gives, got "
              + weight[0].length);
    }
  }

  /**
   * Adds {@code gradWeights} and {@code gradBiases}; of a noise network {@code gradNoiseWeights}
   * and {@code gradNoiseBiases}; of a part likewise, with its name.
   */
  static void writeGradients(FlowModel model, ObjectNode outputs) {
    if (model.velocity() != null) {
      writeGradients(model, model.velocity(), "grad", outputs);
    }
    if (model.noise() != null) {
      writeGradients(model, model.noise(), "gradNoise", outputs);
    }
    model
        .parts()
        .forEach(
            (name, part) ->
                writeGradients(
                    model,
                    part,
                    "grad" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    outputs));
  }

  private static void writeGradients(
      FlowModel model, Network network, String name, ObjectNode outputs) {
    ArrayNode weights = outputs.putArray(name + "Weights");
    ArrayNode biases = outputs.putArray(name + "Biases");
    for (Mlp.Layer layer : network.heads().get(0).layers()) {
      int[] shape = layer.weight().shape();
      float[] gradient = model.parameters().readGradient(layer.weight());
      weights.add(Outputs.matrix(gradient, 0, shape[0], shape[1]));
      float[] biasGradient = model.parameters().readGradient(layer.bias());
      biases.add(Outputs.vector(biasGradient, 0, biasGradient.length));
    }
  }

  private static Activation activation(String id) {
    try {
      return Activation.of(id);
    } catch (IllegalArgumentException e) {
      throw new ConformanceException(e.getMessage());
    }
  }
}

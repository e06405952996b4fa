package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.network.LayerSpec;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Networks as conformance files write them. */
final class Networks {
  private Networks() {}

  /** {@code {"type": "mlp", "layers": [{"weight": [out][in], "bias": [out], "activation"}]}}. */
  static FlowModel read(CaseFields network) {
    if (!network.text("type").equals("mlp")) {
      throw new ConformanceException(
          "no network type \"" + network.text("type") + "\"; known: mlp");
    }
    List<LayerSpec> specs = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    for (CaseFields layer : network.objects("layers")) {
      double[][] weight = layer.matrix("weight");
      checkWidth(specs, weight);
      specs.add(
          new LayerSpec(weight[0].length, weight.length, activation(layer.text("activation"))));
      weights.add(CaseFields.flatten(weight));
      biases.add(layer.floats("bias"));
    }
    if (specs.isEmpty()) {
      throw new ConformanceException("expected a network of at least one layer");
    }
    Parameters.Layout layout = new Parameters.Layout();
    Mlp mlp = Mlp.reserve(layout, "network", specs);
    Parameters parameters = layout.allocate();
    for (int i = 0; i < specs.size(); i++) {
      parameters.write(mlp.layers().get(i).weight(), weights.get(i));
      parameters.write(mlp.layers().get(i).bias(), biases.get(i));
    }
    return new FlowModel(parameters, mlp, null);
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

  /** Adds {@code gradWeights} and {@code gradBiases}. */
  static void writeGradients(FlowModel model, ObjectNode outputs) {
    ArrayNode weights = outputs.putArray("gradWeights");
    ArrayNode biases = outputs.putArray("gradBiases");
    for (Mlp.Layer layer : model.velocity().layers()) {
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

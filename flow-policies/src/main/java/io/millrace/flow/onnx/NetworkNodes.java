package io.millrace.flow.onnx;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.network.Network;
import io.millrace.flow.tensor.Activation;
import java.util.List;
import java.util.Map;

/** Perceptrons as ONNX operations: {@code activation(x W^T + b)}, layer by layer. */
final class NetworkNodes {
  private NetworkNodes() {}

  /**
   * Adds a network of one perceptron.
   *
   * @param x [rows][network.in]
   * @return [rows][network.out]
   */
  static String add(OnnxModel model, Network network, String x) {
    String y = x;
    for (Mlp.Layer layer : network.heads().get(0).layers()) {
      List<String> inputs = List.of(y, model.weight(layer.weight()), model.weight(layer.bias()));
      y = activation(model, layer.activation(), model.node("Gemm", inputs, Map.of("transB", 1L)));
    }
    return y;
  }

  private static String activation(OnnxModel model, Activation activation, String x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> model.node("Relu", x);
      case LEAKY_RELU -> model.node("LeakyRelu", List.of(x), Map.of("alpha", 0.01f));
      case SILU -> model.node("Mul", x, model.node("Sigmoid", x));
      case TANH -> model.node("Tanh", x);
      case SIGMOID -> model.node("Sigmoid", x);
      case GELU -> model.node("Mul", x, normalCdf(model, x));
      case ELU -> model.node("Elu", List.of(x), Map.of("alpha", 1f));
      case SOFTPLUS -> model.node("Softplus", x);
      case MISH -> model.node("Mul", x, model.node("Tanh", model.node("Softplus", x)));
    };
  }

  /** {@code (1 + erf(x / sqrt 2)) / 2}; the operator Gelu came with a later operator set. */
  private static String normalCdf(OnnxModel model, String x) {
    String erf = model.node("Erf", model.node("Mul", x, model.number(Math.sqrt(0.5))));
    return model.node("Mul", model.node("Add", erf, model.number(1)), model.number(0.5));
  }
}

package io.millrace.flow.network;

import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.ReferenceActivation;
import java.util.List;

/** A multi-layer perceptron in float64 as a textbook writes it: what the engine is held against. */
final class ReferenceMlp {
  /** Weights [out][in]. */
  record Layer(double[][] weight, double[] bias, Activation activation) {}

  /** Gradients, shaped as what they belong to. */
  record Gradients(double[] input, double[][][] weights, double[][] biases) {}

  private final List<Layer> layers;

  ReferenceMlp(List<Layer> layers) {
    this.layers = layers;
  }

  double[] forward(double[] x) {
    double[] y = x;
    for (Layer layer : layers) {
      double[] z = before(layer, y);
      y = new double[z.length];
      for (int o = 0; o < z.length; o++) {
        y[o] = ReferenceActivation.value(layer.activation, z[o]);
      }
    }
    return y;
  }

  double[] jvp(double[] x, double[] tangent) {
    double[] y = x;
    double[] dy = tangent;
    for (Layer layer : layers) {
      double[] z = before(layer, y);
      double[] next = new double[z.length];
      double[] dNext = new double[z.length];
      for (int o = 0; o < z.length; o++) {
        double dz = 0;
        for (int i = 0; i < y.length; i++) {
          dz += layer.weight[o][i] * dy[i];
        }
        next[o] = ReferenceActivation.value(layer.activation, z[o]);
        dNext[o] = ReferenceActivation.slope(layer.activation, z[o]) * dz;
      }
      y = next;
      dy = dNext;
    }
    return dy;
  }

  /** Of one row, for the gradient of its output. */
  Gradients vjp(double[] x, double[] outputGradient) {
    double[][] inputs = new double[layers.size()][];
    double[] y = x;
    for (int l = 0; l < layers.size(); l++) {
      inputs[l] = y;
      y = new ReferenceMlp(layers.subList(l, l + 1)).forward(y);
    }
    double[][][] weights = new double[layers.size()][][];
    double[][] biases = new double[layers.size()][];
    double[] gradient = outputGradient;
    for (int l = layers.size() - 1; l >= 0; l--) {
      Layer layer = layers.get(l);
      double[] z = before(layer, inputs[l]);
      double[] below = new double[inputs[l].length];
      biases[l] = new double[z.length];
      weights[l] = new double[z.length][below.length];
      for (int o = 0; o < z.length; o++) {
        biases[l][o] = gradient[o] * ReferenceActivation.slope(layer.activation, z[o]);
        for (int i = 0; i < below.length; i++) {
          weights[l][o][i] = biases[l][o] * inputs[l][i];
          below[i] += biases[l][o] * layer.weight[o][i];
        }
      }
      gradient = below;
    }
    return new Gradients(gradient, weights, biases);
  }

  private static double[] before(Layer layer, double[] x) {
    double[] z = layer.bias.clone();
    for (int o = 0; o < z.length; o++) {
      for (int i = 0; i < x.length; i++) {
        z[o] += layer.weight[o][i] * x[i];
      }
    }
    return z;
  }
}

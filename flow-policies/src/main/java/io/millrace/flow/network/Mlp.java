package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.ForwardMode;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron: where its weights stand in the parameter vector, and how to run it.
 *
 * @param layers at least one; each reads what the one before gives
 */
public record Mlp(List<Layer> layers) implements Network {
  /** A layer's weights and bias. */
  public record Layer(Parameters.Slice weight, Parameters.Slice bias, Activation activation) {}

  public Mlp {
    layers = List.copyOf(layers);
  }

  /** The layer sizes of a network with the same activation in every hidden layer. */
  public static List<LayerSpec> specs(
      int in, List<Integer> hidden, Activation activation, int out) {
    List<LayerSpec> specs = new ArrayList<>();
    int width = in;
    for (int next : hidden) {
      specs.add(new LayerSpec(width, next, activation));
      width = next;
    }
    specs.add(new LayerSpec(width, out, Activation.IDENTITY));
    return specs;
  }

  /**
   * Reserves a network's weights.
   *
   * @param name prefix of the slices' names: {@code name.0.weight, name.0.bias, ...}
   */
  public static Mlp reserve(Parameters.Layout layout, String name, List<LayerSpec> specs) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      LayerSpec spec = specs.get(i);
      Parameters.Slice weight = layout.addWeight(name + "." + i + ".weight", spec.in(), spec.out());
      Parameters.Slice bias = layout.add(name + "." + i + ".bias", 1, spec.out());
      layers.add(new Layer(weight, bias, spec.activation()));
    }
    return new Mlp(layers);
  }

  @Override
  public int in() {
    return layers.get(0).weight().rows();
  }

  @Override
  public int out() {
    return layers.get(layers.size() - 1).weight().columns();
  }

  @Override
  public List<Mlp> heads() {
    return List.of(this);
  }

  /**
   * Random weights: uniform in +-sqrt(3 / in) for hidden layers, the last layer's scaled by
   * lastScale; biases zero.
   */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    for (int i = 0; i < layers.size(); i++) {
      Parameters.Slice weight = layers.get(i).weight();
      double bound = Math.sqrt(3.0 / weight.rows()) * (i == layers.size() - 1 ? lastScale : 1);
      for (int j = 0; j < weight.length(); j++) {
        parameters.values()[weight.offset() + j] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    }
  }

  @Override
  public Value forward(Tape tape, Parameters parameters, Value x) {
    Value y = x;
    for (Layer layer : layers) {
      y = tape.linear(y, parameters, layer.weight(), layer.bias(), layer.activation());
    }
    return y;
  }

  /** {@inheritDoc} Here those of its hidden layers, after their activation. */
  @Override
  public Value forwardWithHidden(Tape tape, Parameters parameters, Value x, List<Value> hidden) {
    hidden.clear();
    Value y = x;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      y = tape.linear(y, parameters, layer.weight(), layer.bias(), layer.activation());
      if (i < layers.size() - 1) {
        hidden.add(y);
      }
    }
    return y;
  }

  @Override
  public Forward inference(Parameters parameters, int rows) {
    List<Forward.Layer> plain = new ArrayList<>();
    for (Layer layer : layers) {
      plain.add(Forward.Layer.of(parameters, layer.weight(), layer.bias(), layer.activation()));
    }
    return new Forward(plain, rows);
  }

  @Override
  public ForwardMode jvp(Parameters parameters, int rows) {
    List<ForwardMode.Layer> slices = new ArrayList<>();
    for (Layer layer : layers) {
      slices.add(new ForwardMode.Layer(layer.weight(), layer.bias(), layer.activation()));
    }
    return new ForwardMode(parameters, slices, rows);
  }
}

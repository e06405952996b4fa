package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * A multi-layer perceptron that normalizes each hidden layer before its activation, without learned
 * scale or shift: {@code x -> activation(norm(x W^T + b)) -> ... -> x W^T + b}.
 *
 * @param mlp the linear maps; its own activations are not used
 * @param activation of hidden layers
 */
public record LayerNormMlp(Mlp mlp, Activation activation) {
  private static final double EPSILON = 1e-5;

  /** Reserves a network's weights under this name. */
  public static LayerNormMlp reserve(
      Parameters.Layout layout,
      String name,
      int in,
      List<Integer> hidden,
      Activation activation,
      int out) {
    return new LayerNormMlp(
        Mlp.reserve(layout, name, Mlp.specs(in, hidden, Activation.IDENTITY, out)), activation);
  }

  /**
   * Sparse initialization: weights uniform in +-1 / sqrt(in), of which in every output row the
   * given share, rounded up, is set to 0; biases 0.
   */
  public void initializeSparsely(Parameters parameters, RandomSource random, double sparsity) {
    for (Mlp.Layer layer : mlp.layers()) {
      int in = layer.weight().rows();
      int out = layer.weight().columns();
      float[] weights = new float[in * out];
      int[] order = new int[in];
      for (int i = 0; i < in; i++) {
        order[i] = i;
      }
      int kept = in - (int) Math.ceil(sparsity * in);
      for (int o = 0; o < out; o++) {
        random.shuffle(order);
        for (int i = 0; i < kept; i++) {
          weights[o * in + order[i]] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(in));
        }
      }
      parameters.write(layer.weight(), weights);
    }
  }

  /** The network on a tape: [rows][in] to [rows][out]. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    List<Mlp.Layer> layers = mlp.layers();
    Value y = x;
    for (int i = 0; i < layers.size(); i++) {
      Mlp.Layer layer = layers.get(i);
      y = tape.linear(y, parameters, layer.weight(), layer.bias(), Activation.IDENTITY);
      if (i < layers.size() - 1) {
        y = tape.activate(tape.layerNorm(y, EPSILON), activation);
      }
    }
    return y;
  }
}

package io.millrace.flow.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * A chain of fully connected layers for acting: no tape, no allocation after construction. Weights
 * are copied once, so later changes of the parameters do not show.
 */
public final class Forward implements BatchFunction {
  /** A layer's weights [in][out] and its bias. */
  public record Layer(int in, int out, float[] weight, float[] bias, Activation activation) {
    /** A copy of the layer's current weights. */
    public static Layer of(
        Parameters parameters,
        Parameters.Slice weight,
        Parameters.Slice bias,
        Activation activation) {
      return new Layer(
          weight.rows(),
          weight.columns(),
          part(parameters, weight),
          part(parameters, bias),
          activation);
    }

    private static float[] part(Parameters parameters, Parameters.Slice slice) {
      return Arrays.copyOfRange(
          parameters.values(), slice.offset(), slice.offset() + slice.length());
    }
  }

  private final List<Layer> layers;
  private final int rows;
  private final float[] input;
  private final float[][] before;
  private final float[][] after;

  /**
   * @param layers each reads what the one before gives
   * @param rows rows of every batch
   */
  public Forward(List<Layer> layers, int rows) {
    this.layers = List.copyOf(layers);
    this.rows = rows;
    this.input = new float[rows * layers.get(0).in()];
    this.before = new float[layers.size()][];
    this.after = new float[layers.size()][];
    for (int i = 0; i < layers.size(); i++) {
      int size = rows * layers.get(i).out();
      before[i] = new float[size];
      after[i] = layers.get(i).activation() == Activation.IDENTITY ? before[i] : new float[size];
    }
  }

  @Override
  public float[] input() {
    return input;
  }

  @Override
  public float[] run() {
    float[] x = input;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      float[] z = before[i];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(layer.bias, 0, z, row * layer.out, layer.out);
      }
      Gemm.addProduct(x, 0, layer.weight, 0, z, 0, rows, layer.in, layer.out);
      if (layer.activation != Activation.IDENTITY) {
        layer.activation.apply(z, after[i], z.length);
      }
      x = after[i];
    }
    return x;
  }
}

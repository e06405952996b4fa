package io.millrace.flow.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * A chain of fully connected layers with a tangent beside every number: outputs, and how they move
 * when the input moves along a direction (a Jacobian-vector product). No tape, and no allocation
 * after construction. It reads the parameters as they are when it runs; their gradients stay
 * untouched.
 */
public final class ForwardMode {
  /** Where a layer's weights and bias stand. */
  public record Layer(Parameters.Slice weight, Parameters.Slice bias, Activation activation) {}

  private final Parameters parameters;
  private final List<Layer> layers;
  private final int rows;
  private final float[] input;
  private final float[] tangent;
  private final float[][] before;
  private final float[][] after;
  private final float[][] slopes;

  /**
   * @param layers each reads what the one before gives
   * @param rows rows of every batch
   */
  public ForwardMode(Parameters parameters, List<Layer> layers, int rows) {
    this.parameters = parameters;
    this.layers = List.copyOf(layers);
    this.rows = rows;
    this.input = new float[rows * layers.get(0).weight().rows()];
    this.tangent = new float[input.length];
    this.before = new float[layers.size()][];
    this.after = new float[layers.size()][];
    this.slopes = new float[layers.size()][];
    for (int i = 0; i < layers.size(); i++) {
      int size = rows * layers.get(i).weight().columns();
      before[i] = new float[size];
      after[i] = layers.get(i).activation() == Activation.IDENTITY ? before[i] : new float[size];
      slopes[i] = new float[size];
    }
  }

  /** [rows][in], to be filled before {@link #run}. */
  public float[] input() {
    return input;
  }

  /** [rows][in], the direction in which each row moves, to be filled before {@link #run}. */
  public float[] inputTangent() {
    return tangent;
  }

  /** [rows][out], of the last run. */
  public float[] output() {
    return after[after.length - 1];
  }

  /** [rows][out], how the output moves, of the last run. */
  public float[] outputTangent() {
    return slopes[slopes.length - 1];
  }

  /** Runs the layers on {@link #input()} along {@link #inputTangent()}. */
  public void run() {
    float[] x = input;
    float[] dx = tangent;
    for (int i = 0; i < layers.size(); i++) {
      step(layers.get(i), x, dx, i);
      x = after[i];
      dx = slopes[i];
    }
  }

  private void step(Layer layer, float[] x, float[] dx, int i) {
    float[] values = parameters.values();
    int weight = layer.weight().offset();
    int in = layer.weight().rows();
    int out = layer.weight().columns();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, layer.bias().offset(), before[i], row * out, out);
    }
    Gemm.addProduct(x, 0, values, weight, before[i], 0, rows, in, out);
    Arrays.fill(slopes[i], 0f);
    Gemm.addProduct(dx, 0, values, weight, slopes[i], 0, rows, in, out);
    if (layer.activation() != Activation.IDENTITY) {
      layer.activation().apply(before[i], after[i], after[i].length);
      layer.activation().backward(before[i], after[i], slopes[i], slopes[i].length);
    }
  }
}

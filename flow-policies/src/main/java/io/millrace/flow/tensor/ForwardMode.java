package io.millrace.flow.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * A chain of fully connected layers with a tangent beside every number: outputs, and how they move
 * when the input moves along a direction (a Jacobian-vector product). No tape, and no allocation
 * after construction. It reads the parameters as they are when it runs; their gradients stay
 * untouched.
 */
public final class ForwardMode implements DualFunction {
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

  @Override
  public float[] input() {
    return input;
  }

  @Override
  public float[] inputTangent() {
    return tangent;
  }

  @Override
  public float[] output() {
    return after[after.length - 1];
  }

  @Override
  public float[] outputTangent() {
    return slopes[slopes.length - 1];
  }

  /** Runs the layers on all rows. */
  public void run() {
    run(rows);
  }

  @Override
  public void run(int first) {
    float[] dx = tangent;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      step(i, first);
      Arrays.fill(slopes[i], 0, first * layer.weight().columns(), 0f);
      multiply(dx, slopes[i], layer, first);
      if (layer.activation() != Activation.IDENTITY) {
        int count = first * layer.weight().columns();
        layer.activation().backward(before[i], after[i], slopes[i], count);
      }
      dx = slopes[i];
    }
  }

  @Override
  public void evaluate(int first) {
    for (int i = 0; i < layers.size(); i++) {
      step(i, first);
    }
  }

  private void step(int i, int first) {
    Layer layer = layers.get(i);
    int out = layer.weight().columns();
    for (int row = 0; row < first; row++) {
      System.arraycopy(parameters.values(), layer.bias().offset(), before[i], row * out, out);
    }
    multiply(i == 0 ? input : after[i - 1], before[i], layer, first);
    if (layer.activation() != Activation.IDENTITY) {
      layer.activation().apply(before[i], after[i], first * out);
    }
  }

  private void multiply(float[] x, float[] y, Layer layer, int first) {
    Parameters.Slice weight = layer.weight();
    int from = weight.offset();
    Gemm.addProduct(x, 0, parameters.values(), from, y, 0, first, weight.rows(), weight.columns());
  }
}

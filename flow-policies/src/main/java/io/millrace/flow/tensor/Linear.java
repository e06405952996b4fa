package io.millrace.flow.tensor;

import java.util.Arrays;

/** y = activation(x W^T + b), forward and backward, with its own scratch. */
final class Linear extends Value implements Tape.ParameterOwner {
  private final Parameters parameters;
  private final Parameters.Slice weight;
  private final Parameters.Slice bias;
  private final Activation activation;

  private final float[] weightTurned;
  private final float[] preActivation;
  private Value x;

  Linear(
      int rows,
      Parameters parameters,
      Parameters.Slice weight,
      Parameters.Slice bias,
      Activation activation) {
    super(rows, weight.columns());
    this.parameters = parameters;
    this.weight = weight;
    this.bias = bias;
    this.activation = activation;
    this.weightTurned = new float[weight.length()];
    this.preActivation = activation == Activation.IDENTITY ? data : new float[data.length];
  }

  boolean matches(int otherRows, Parameters other, Parameters.Slice slice, Activation function) {
    return rows == otherRows
        && parameters == other
        && weight.equals(slice)
        && activation == function;
  }

  Value compute(Value input) {
    if (input.columns != weight.rows()) {
      throw new IllegalArgumentException(
          "expected " + weight.rows() + " columns for " + weight.name() + ", got " + input.columns);
    }
    x = input;
    float[] values = parameters.values();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, bias.offset(), preActivation, row * columns, columns);
    }
    Gemm.addProduct(x.data, 0, values, weight.offset(), preActivation, 0, rows, x.columns, columns);
    if (activation != Activation.IDENTITY) {
      activation.apply(preActivation, data, data.length);
    }
    needsGradient = true;
    return this;
  }

  @Override
  public void clearGradient() {
    clear(weight);
    clear(bias);
  }

  @Override
  void backward() {
    activation.backward(preActivation, data, grad, grad.length);
    float[] gradients = parameters.gradients();
    int from = bias.offset();
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      for (int j = 0; j < columns; j++) {
        gradients[from + j] += grad[at + j];
      }
    }
    Gemm.addTransposedProduct(
        x.data, 0, grad, 0, gradients, weight.offset(), rows, x.columns, columns);
    if (x.needsGradient) {
      Gemm.transpose(
          parameters.values(), weight.offset(), weightTurned, weight.rows(), weight.columns());
      Gemm.addProduct(grad, 0, weightTurned, 0, x.grad, 0, rows, columns, x.columns);
    }
  }

  private void clear(Parameters.Slice slice) {
    Arrays.fill(parameters.gradients(), slice.offset(), slice.offset() + slice.length(), 0f);
  }
}

package io.millrace.flow.tensor;

import java.util.Arrays;

/** y = activation(x W^T + b), forward and backward, with its own scratch. */
final class Linear extends Value implements Tape.ParameterOwner {
  private final Parameters parameters;
  private final Parameters.Slice weight;
  private final Parameters.Slice bias;
  private final Activation activation;

  private final float[] weightCopy;
  private final float[] weightTransposed;
  private final float[] weightGradient;
  private final float[] preActivation;
  private Value x;

  Linear(
      int rows,
      Parameters parameters,
      Parameters.Slice weight,
      Parameters.Slice bias,
      Activation activation) {
    super(rows, weight.rows());
    this.parameters = parameters;
    this.weight = weight;
    this.bias = bias;
    this.activation = activation;
    this.weightCopy = new float[weight.length()];
    this.weightTransposed = new float[weight.length()];
    this.weightGradient = new float[weight.length()];
    this.preActivation = activation == Activation.IDENTITY ? data : new float[data.length];
  }

  boolean matches(int otherRows, Parameters other, Parameters.Slice slice, Activation function) {
    return rows == otherRows
        && parameters == other
        && weight.equals(slice)
        && activation == function;
  }

  Value compute(Value input) {
    if (input.columns != weight.columns()) {
      throw new IllegalArgumentException(
          "expected "
              + weight.columns()
              + " columns for "
              + weight.name()
              + ", got "
              + input.columns);
    }
    x = input;
    float[] values = parameters.values();
    transpose(values, weight, weightTransposed);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, bias.offset(), preActivation, row * columns, columns);
    }
    Gemm.addProduct(x.data, weightTransposed, preActivation, rows, x.columns, columns);
    if (activation != Activation.IDENTITY) {
      activation.apply(preActivation, data, data.length);
    }
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
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        gradients[bias.offset() + j] += grad[row * columns + j];
      }
    }
    Arrays.fill(weightGradient, 0f);
    Gemm.addTransposedProduct(grad, x.data, weightGradient, rows, columns, x.columns);
    for (int i = 0; i < weightGradient.length; i++) {
      gradients[weight.offset() + i] += weightGradient[i];
    }
    System.arraycopy(parameters.values(), weight.offset(), weightCopy, 0, weightCopy.length);
    Gemm.addProduct(grad, weightCopy, x.grad, rows, columns, x.columns);
  }

  private void clear(Parameters.Slice slice) {
    Arrays.fill(parameters.gradients(), slice.offset(), slice.offset() + slice.length(), 0f);
  }

  /** out[in][out] = weight[out][in]^T. */
  static void transpose(float[] values, Parameters.Slice weight, float[] out) {
    int rows = weight.rows();
    int columns = weight.columns();
    for (int i = 0; i < rows; i++) {
      int from = weight.offset() + i * columns;
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[from + j];
      }
    }
  }
}

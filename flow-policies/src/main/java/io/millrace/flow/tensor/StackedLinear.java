package io.millrace.flow.tensor;

import java.util.Arrays;

/**
 * The same layer of several networks at once: y_e = activation(x_e W_e^T + b_e), members below each
 * other in the rows. Each element has the bits that the member's own layer would give it.
 */
final class StackedLinear extends Value implements Tape.ParameterOwner {
  private final float[] preActivation;
  private Parameters parameters;
  private LayerStack stack;
  private Value x;

  /** Rows of one member. */
  private int batch;

  /** Whether all members read the same rows. */
  private boolean shared;

  StackedLinear(int rows, int columns) {
    super(rows, columns);
    preActivation = new float[data.length];
    needsGradient = true;
  }

  Value compute(Value input, Parameters owner, LayerStack layers, boolean sharedInput) {
    if (input.columns != layers.in() || rows % layers.members() != 0) {
      throw new IllegalArgumentException(
          "expected "
              + layers.in()
              + " columns and the same number of rows for each of "
              + layers.members()
              + " members, rows="
              + input.rows
              + " columns="
              + input.columns);
    }
    x = input;
    parameters = owner;
    stack = layers;
    shared = sharedInput;
    batch = rows / stack.members();
    float[] values = parameters.values();
    boolean linear = stack.activation() == Activation.IDENTITY;
    float[] sums = linear ? data : preActivation;
    for (int e = 0; e < stack.members(); e++) {
      int bias = stack.biases().get(e).offset();
      int weight = stack.weights().get(e).offset();
      int to = e * batch * columns;
      for (int row = 0; row < batch; row++) {
        System.arraycopy(values, bias, sums, to + row * columns, columns);
      }
      Gemm.addProduct(x.data, inputOf(e), values, weight, sums, to, batch, x.columns, columns);
    }
    if (!linear) {
      stack.activation().apply(sums, data, data.length);
    }
    return this;
  }

  @Override
  public void clearGradient() {
    clear(stack.weights().get(0));
    clear(stack.biases().get(0));
  }

  @Override
  void backward() {
    stack.activation().backward(preActivation, data, grad, grad.length);
    float[] values = parameters.values();
    float[] gradients = parameters.gradients();
    for (int e = 0; e < stack.members(); e++) {
      int bias = stack.biases().get(e).offset();
      int weight = stack.weights().get(e).offset();
      int from = e * batch * columns;
      for (int row = 0; row < batch; row++) {
        int at = from + row * columns;
        for (int j = 0; j < columns; j++) {
          gradients[bias + j] += grad[at + j];
        }
      }
      Gemm.addTransposedProduct(
          x.data, inputOf(e), grad, from, gradients, weight, batch, x.columns, columns);
      if (x.needsGradient) {
        Gemm.addProductTransposed(
            grad, from, values, weight, x.grad, inputOf(e), batch, x.columns, columns);
      }
    }
  }

  private int inputOf(int member) {
    return shared ? 0 : member * batch * x.columns;
  }

  private void clear(Parameters.Slice first) {
    int length = first.length() * stack.members();
    Arrays.fill(parameters.gradients(), first.offset(), first.offset() + length, 0f);
  }
}

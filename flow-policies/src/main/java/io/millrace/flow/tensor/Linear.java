package io.millrace.flow.tensor;

/** y = activation(x W^T + b), forward and backward, with its own scratch. */
final class Linear extends Value implements Tape.ParameterOwner {
  private Parameters parameters;
  private Parameters.Slice weight;
  private Parameters.Slice bias;
  private Activation activation;
  private final float[] kept;
  private Value x;

  Linear(int rows, int columns) {
    super(rows, columns);
    kept = new float[data.length];
    needsGradient = true;
  }

  Value compute(
      Value input,
      Parameters owner,
      Parameters.Slice weights,
      Parameters.Slice biases,
      Activation function) {
    if (input.columns != weights.rows()) {
      throw new IllegalArgumentException(
          "expected "
              + weights.rows()
              + " columns for "
              + weights.name()
              + ", got "
              + input.columns);
    }
    x = input;
    parameters = owner;
    weight = weights;
    bias = biases;
    activation = function;
    float[] values = parameters.values();
    float[] sums = activation == Activation.IDENTITY ? data : kept;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, bias.offset(), sums, row * columns, columns);
    }
    Gemm.addProduct(x.data, 0, values, weight.offset(), sums, 0, rows, x.columns, columns);
    if (activation != Activation.IDENTITY) {
      activation.applyKeeping(sums, data, data.length);
    }
    return this;
  }

  @Override
  public void clearGradient() {
    parameters.startBackward(weight);
    parameters.startBackward(bias);
  }

  @Override
  void backward() {
    activation.backwardKept(kept, data, grad, grad.length);
    float[] gradients = parameters.gradients();
    Gemm.addRowSums(grad, gradients, bias.offset(), rows, columns);
    Gemm.addTransposedProduct(
        x.data, 0, grad, 0, gradients, weight.offset(), rows, x.columns, columns);
    if (x.needsGradient) {
      addToInput();
    }
  }

  /**
   * Few rows go by dot products; for more, weights turned over are shared by the whole pass, and
   * columns of the input that are mere data are left out.
   */
  private void addToInput() {
    if (rows < Gemm.TURN_FROM_ROWS) {
      Gemm.addProductTransposed(
          grad, 0, parameters.values(), weight.offset(), x.grad, 0, rows, x.columns, columns);
      return;
    }
    int from = x.gradientFrom();
    int wanted = x.gradientTo() - from;
    Gemm.addProduct(
        grad, parameters.turned(weight), from, x.grad, from, rows, columns, wanted, x.columns);
  }
}

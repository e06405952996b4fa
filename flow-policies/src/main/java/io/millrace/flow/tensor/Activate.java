package io.millrace.flow.tensor;

/** An activation on its own, without a linear map before it. */
final class Activate extends Value {
  private final float[] scratch;
  private Value a;
  private Activation activation;

  Activate(int rows, int columns) {
    super(rows, columns);
    scratch = new float[data.length];
  }

  Value compute(Value operand, Activation function) {
    a = operand;
    activation = function;
    needsGradient = a.needsGradient;
    activation.apply(a.data, data, data.length);
    return this;
  }

  @Override
  void backward() {
    System.arraycopy(grad, 0, scratch, 0, grad.length);
    activation.backward(a.data, data, scratch, scratch.length);
    for (int i = 0; i < scratch.length; i++) {
      a.grad[i] += scratch[i];
    }
  }
}

package io.millrace.flow.tensor;

import java.util.Arrays;

/** A slice of the parameters as a matrix on the tape. */
final class ParameterValue extends Value implements Tape.ParameterOwner {
  private Parameters parameters;
  private Parameters.Slice slice;

  ParameterValue(int rows, int columns) {
    super(rows, columns);
    needsGradient = true;
  }

  Value compute(Parameters owner, Parameters.Slice part) {
    parameters = owner;
    slice = part;
    System.arraycopy(parameters.values(), slice.offset(), data, 0, data.length);
    return this;
  }

  @Override
  public void clearGradient() {
    int from = slice.offset();
    Arrays.fill(parameters.gradients(), from, from + slice.length(), 0f);
  }

  @Override
  void backward() {
    float[] gradients = parameters.gradients();
    int from = slice.offset();
    for (int i = 0; i < grad.length; i++) {
      gradients[from + i] += grad[i];
    }
  }
}

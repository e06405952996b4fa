package io.millrace.flow.tensor;

import java.util.Arrays;

/** A slice of the parameters as a matrix on the tape. */
final class ParameterValue extends Value implements Tape.ParameterOwner {
  private final Parameters parameters;
  private final Parameters.Slice slice;

  ParameterValue(Parameters parameters, Parameters.Slice slice) {
    super(slice.rows(), slice.columns());
    this.parameters = parameters;
    this.slice = slice;
    this.needsGradient = true;
  }

  boolean matches(Parameters other, Parameters.Slice otherSlice) {
    return parameters == other && slice.equals(otherSlice);
  }

  Value load() {
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
    for (int i = 0; i < grad.length; i++) {
      gradients[slice.offset() + i] += grad[i];
    }
  }
}

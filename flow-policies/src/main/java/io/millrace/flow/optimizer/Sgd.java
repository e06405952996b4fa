package io.millrace.flow.optimizer;

/** {@code p = p - learningRate g}. */
public record Sgd(double learningRate) implements Optimizer {
  public Sgd {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("expected learningRate > 0, got " + learningRate);
    }
  }

  @Override
  public String id() {
    return "sgd";
  }

  @Override
  public int moments() {
    return 0;
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state) {
    state.nextStep();
    float rate = (float) learningRate;
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradients[i];
    }
  }
}

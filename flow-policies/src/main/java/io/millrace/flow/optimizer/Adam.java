package io.millrace.flow.optimizer;

/**
 * Adam with bias correction.
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
 * p = p - learningRate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  public Adam {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("expected learningRate > 0, got " + learningRate);
    }
  }

  @Override
  public String id() {
    return "adam";
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state) {
    long t = state.nextStep();
    float[] m = state.moments()[0];
    float[] v = state.moments()[1];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float rate = (float) (learningRate / (1 - Math.pow(beta1, t)));
    float inverseRoot = (float) (1 / Math.sqrt(1 - Math.pow(beta2, t)));
    float eps = (float) epsilon;
    for (int i = 0; i < parameters.length; i++) {
      float g = gradients[i];
      m[i] = b1 * m[i] + c1 * g;
      v[i] = b2 * v[i] + c2 * g * g;
      parameters[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * inverseRoot + eps);
    }
  }
}

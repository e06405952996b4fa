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
    check(learningRate, beta1, beta2, epsilon);
  }

  static void check(double learningRate, double beta1, double beta2, double epsilon) {
    Bounds.checkPositive("learningRate", learningRate);
    Bounds.checkMemory("beta1", beta1);
    Bounds.checkMemory("beta2", beta2);
    Bounds.checkPositive("epsilon", epsilon);
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
  public void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor) {
    double rate = learningRate * rateFactor;
    step(parameters, gradients, state, rate, beta1, beta2, epsilon, 0);
  }

  /**
   * The step, with a share of each parameter taken off beside it.
   *
   * @param decay that share; 0 for Adam itself
   */
  static void step(
      float[] p,
      float[] g,
      OptimizerState state,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double decay) {
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
    float shed = (float) decay;
    for (int i = 0; i < p.length; i++) {
      m[i] = b1 * m[i] + c1 * g[i];
      v[i] = b2 * v[i] + c2 * g[i] * g[i];
      p[i] -= shed * p[i] + rate * m[i] / ((float) Math.sqrt(v[i]) * inverseRoot + eps);
    }
  }
}

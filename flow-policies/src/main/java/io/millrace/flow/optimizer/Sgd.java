package io.millrace.flow.optimizer;

/**
 * Gradient descent with momentum.
 *
 * <pre>
 * v = momentum v + g          p = p - learningRate v
 * </pre>
 *
 * <p>Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, in
 * PyTorch's form, where the rate scales the velocity and not what enters it.
 *
 * @param momentum 0 for plain descent, which remembers nothing
 */
public record Sgd(double learningRate, double momentum) implements Optimizer {
  public Sgd {
    Bounds.checkPositive("learningRate", learningRate);
    Bounds.checkMemory("momentum", momentum);
  }

  /** Plain descent. */
  public Sgd(double learningRate) {
    this(learningRate, 0);
  }

  @Override
  public String id() {
    return "sgd";
  }

  @Override
  public int moments() {
    return momentum > 0 ? 1 : 0;
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor) {
    state.nextStep();
    float rate = (float) (learningRate * rateFactor);
    if (momentum > 0) {
      descend(parameters, gradients, state.moments()[0], rate, (float) momentum);
    } else {
      descend(parameters, gradients, rate);
    }
  }

  private static void descend(float[] p, float[] g, float rate) {
    for (int i = 0; i < p.length; i++) {
      p[i] -= rate * g[i];
    }
  }

  private static void descend(float[] p, float[] g, float[] v, float rate, float kept) {
    for (int i = 0; i < p.length; i++) {
      v[i] = kept * v[i] + g[i];
      p[i] -= rate * v[i];
    }
  }
}

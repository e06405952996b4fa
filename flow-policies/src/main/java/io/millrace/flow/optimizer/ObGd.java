package io.millrace.flow.optimizer;

import io.millrace.flow.tensor.Sums;

/**
 * Overshooting-bounded gradient descent with eligibility traces.
 *
 * <pre>
 * z = discount traceDecay z + g
 * M = learningRate kappa max(|delta|, 1) ||z||_1          step = learningRate / max(M, 1)
 * p = p + step delta z
 * </pre>
 *
 * <p>So no step is longer than {@code 1 / kappa} in the 1-norm, and where the bound holds, the
 * learning rate has no say. The norm is that of the whole network, not of its layers one by one.
 *
 * <p>Source: Elsayed, Vasan and Mahmood, "Streaming Deep Reinforcement Learning Finally Works",
 * 2024.
 *
 * @param learningRate where steps are not bounded; 1 is usual
 * @param kappa 2 for values and 3 for policies are usual
 */
public record ObGd(double learningRate, double discount, double traceDecay, double kappa)
    implements TraceOptimizer {
  public ObGd {
    check(learningRate, discount, traceDecay, kappa);
  }

  static void check(double learningRate, double discount, double traceDecay, double kappa) {
    Bounds.checkPositive("learningRate", learningRate);
    Bounds.checkShare("discount", discount);
    Bounds.checkShare("traceDecay", traceDecay);
    Bounds.checkPositive("kappa", kappa);
  }

  @Override
  public String id() {
    return "obgd";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public double step(
      float[] parameters, float[] gradient, double delta, OptimizerState state, boolean ends) {
    float[] z = state.moments()[0];
    EligibilityTrace.gather(z, gradient, discount * traceDecay);
    double norm = Sums.absolute(gradient);
    double step = 0;
    if (EligibilityTrace.isUsable(norm, delta)) {
      state.nextStep();
      step = size(learningRate, kappa, norm, delta);
      EligibilityTrace.follow(z, gradient, parameters, (float) (step * delta));
    }
    EligibilityTrace.cutIf(ends, z);
    return step;
  }

  /**
   * The step size.
   *
   * @param norm 1-norm of the direction that the difference will scale
   */
  static double size(double learningRate, double kappa, double norm, double delta) {
    return Math.min(learningRate, 1 / (kappa * Math.max(Math.abs(delta), 1) * norm));
  }
}

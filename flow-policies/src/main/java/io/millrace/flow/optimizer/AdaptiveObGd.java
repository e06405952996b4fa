package io.millrace.flow.optimizer;

import io.millrace.flow.tensor.Sums;

/**
 * {@link ObGd} along a direction that is scaled by the mean square of its past, as Adam's is.
 *
 * <pre>
 * z = discount traceDecay z + g          v = beta2 v + (1 - beta2) (delta z)^2
 * d = z / sqrt(v / (1 - beta2^t) + epsilon)
 * M = learningRate kappa max(|delta|, 1) ||d||_1          step = learningRate / max(M, 1)
 * p = p + step delta d
 * </pre>
 *
 * <p>Source: Elsayed, Vasan and Mahmood, "Streaming Deep Reinforcement Learning Finally Works",
 * 2024.
 */
public record AdaptiveObGd(
    double learningRate,
    double discount,
    double traceDecay,
    double kappa,
    double beta2,
    double epsilon)
    implements TraceOptimizer {
  public AdaptiveObGd {
    ObGd.check(learningRate, discount, traceDecay, kappa);
    Bounds.checkMemory("beta2", beta2);
    Bounds.checkPositive("epsilon", epsilon);
  }

  @Override
  public String id() {
    return "adaptive-obgd";
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public double step(
      float[] parameters, float[] gradient, double delta, OptimizerState state, boolean ends) {
    float[] z = state.moments()[0];
    EligibilityTrace.gather(z, gradient, discount * traceDecay);
    double step = 0;
    if (EligibilityTrace.isUsable(Sums.absolute(gradient), delta)) {
      float correction = (float) (1 / (1 - Math.pow(beta2, state.nextStep())));
      adapt(gradient, z, state.moments()[1], (float) delta, correction);
      step = ObGd.size(learningRate, kappa, Sums.absolute(gradient), delta);
      move(parameters, gradient, (float) (step * delta));
    }
    EligibilityTrace.cutIf(ends, z);
    return step;
  }

  /** Takes the gathered trace over, and leaves the direction in its place. */
  private void adapt(float[] gathered, float[] z, float[] v, float delta, float correction) {
    float kept = (float) beta2;
    float taken = (float) (1 - beta2);
    float eps = (float) epsilon;
    for (int i = 0; i < z.length; i++) {
      float trace = gathered[i];
      float change = delta * trace;
      z[i] = trace;
      v[i] = kept * v[i] + taken * change * change;
      gathered[i] = trace / (float) Math.sqrt(v[i] * correction + eps);
    }
  }

  private static void move(float[] p, float[] direction, float rate) {
    for (int i = 0; i < p.length; i++) {
      p[i] += rate * direction[i];
    }
  }
}

package io.millrace.flow.optimizer;

/**
 * An optimizer behind a guard: long gradients are shortened, unusable ones refused. Unusable is
 * what is not finite, or so large that its square, which optimizers remember, leaves float32 for
 * good. A refused gradient leaves parameters and state as they are, bit for bit.
 *
 * @param maximumNorm longer gradients are shortened to this length; 0 for none
 */
public record GradientStep(Optimizer optimizer, double maximumNorm) {
  public GradientStep {
    Bounds.checkNotNegative("maximumNorm", maximumNorm);
  }

  /**
   * Steps along the gradient, which may be shortened in place.
   *
   * @return the gradient's norm as it came; not finite where the step was refused
   */
  public double take(float[] parameters, float[] gradients, OptimizerState state) {
    double norm = GradientNorm.of(gradients);
    if (!Double.isFinite(norm)) {
      return norm;
    }
    if (maximumNorm > 0) {
      GradientNorm.limit(gradients, norm, maximumNorm);
    }
    optimizer.step(parameters, gradients, state);
    return norm;
  }
}

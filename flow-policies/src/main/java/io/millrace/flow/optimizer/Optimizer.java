package io.millrace.flow.optimizer;

/** A rule that turns gradients into a step. Immutable; what it remembers is in its state. */
public interface Optimizer {
  /** The name that recipes use. */
  String id();

  /** How many vectors, each as long as the parameters, it remembers. */
  int moments();

  /** A fresh memory for this many parameters. */
  default OptimizerState start(int size) {
    return new OptimizerState(0, new float[moments()][size]);
  }

  /** Changes the parameters and the state in place. */
  default void step(float[] parameters, float[] gradients, OptimizerState state) {
    step(parameters, gradients, state, 1);
  }

  /**
   * Changes the parameters and the state in place, with the learning rate times a factor.
   *
   * @param gradients as many as parameters, finite; {@link GradientStep} sees to that
   * @param rateFactor of a {@link Schedule}; 1 for the rate itself
   */
  void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor);
}

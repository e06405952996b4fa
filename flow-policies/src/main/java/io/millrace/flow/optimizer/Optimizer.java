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
  void step(float[] parameters, float[] gradients, OptimizerState state);
}

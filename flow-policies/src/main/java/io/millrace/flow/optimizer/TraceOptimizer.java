package io.millrace.flow.optimizer;

/**
 * A rule that learns from one sample at a time: an eligibility trace gathers the gradients of a
 * network's output, and a temporal difference moves the parameters along it. Immutable; what it
 * remembers is in its state. A state belongs to one network and one stream of steps: interleaving
 * environments in it mixes their traces.
 */
public interface TraceOptimizer {
  /** The name that recipes use. */
  String id();

  /** How many vectors, each as long as the parameters, it remembers; the first is the trace. */
  int moments();

  /** A fresh memory for this many parameters. */
  default OptimizerState start(int size) {
    return new OptimizerState(0, new float[moments()][size]);
  }

  /**
   * Changes the parameters and the state in place. Where the gradient or the difference is not
   * finite, neither changes, but for the trace at an end.
   *
   * @param gradient of the output that is to grow (a value, a log-probability); used as scratch
   * @param delta the temporal difference
   * @param ends whether the trace is cut after this step: the episode ended, or the action was not
   *     the policy's own
   * @return the step size; 0 where the step was refused
   */
  double step(
      float[] parameters, float[] gradient, double delta, OptimizerState state, boolean ends);
}

package io.millrace.flow.sampler;

/** How a flow policy steps from noise (tau = 0) to an action (tau = 1). */
public interface Sampler {
  /** The name that recipes and artifacts use. */
  String id();

  /**
   * The step from tau to tauNext.
   *
   * @param tau 0 to below tauNext
   * @param tauNext at most 1
   */
  Transition transition(double tau, double tauNext);

  /** The bounds of standard deviations that the policy learns; null where it learns none. */
  default LogStdRange learnedStd() {
    return null;
  }

  /**
   * The steps of a chain of K on the grid k / K, the last one deterministic: the noise of a step
   * that ends at tau = 1 would be executed but has no useful likelihood.
   *
   * @return K transitions
   */
  default Transition[] chain(int steps) {
    return chain(steps, false);
  }

  /**
   * The steps of a chain of K on the grid k / K.
   *
   * @param lastStep whether the last one may be stochastic
   * @return K transitions
   */
  default Transition[] chain(int steps, boolean lastStep) {
    Transition[] chain = new Transition[steps];
    for (int k = 0; k < steps; k++) {
      Sampler sampler = k < steps - 1 || lastStep ? this : new Ode();
      chain[k] = sampler.transition((double) k / steps, (double) (k + 1) / steps);
    }
    return chain;
  }
}

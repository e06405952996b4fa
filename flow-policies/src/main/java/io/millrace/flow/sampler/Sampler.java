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

  /**
   * The steps of a chain of K on the grid k / K. The last one is deterministic: the noise of a step
   * that ends at tau = 1 would be executed but has no useful likelihood.
   *
   * @return K transitions
   */
  default Transition[] chain(int steps) {
    Transition[] chain = new Transition[steps];
    for (int k = 0; k < steps - 1; k++) {
      chain[k] = transition((double) k / steps, (double) (k + 1) / steps);
    }
    chain[steps - 1] = new Ode().transition((double) (steps - 1) / steps, 1);
    return chain;
  }
}

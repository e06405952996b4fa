package io.millrace.flow.sampler;

/**
 * Euler's method on the flow's own equation: {@code next = x + (tauNext - tau) u}.
 *
 * <p>wData = tauNext, wNoise = 1 - tauNext, std = 0.
 */
public record Ode() implements Sampler {
  @Override
  public String id() {
    return "ode";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    return new Transition(tau, tauNext, tauNext, 1 - tauNext, 0);
  }
}

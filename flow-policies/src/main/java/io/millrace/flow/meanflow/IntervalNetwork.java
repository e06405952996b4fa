package io.millrace.flow.meanflow;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.tensor.Parameters;

/**
 * A network that knows mean velocities over intervals of flow time: a step {@code x' = x + (tauNext
 * - tau) u(x, tau, tauNext, observation)} is exact however long it is, where a velocity field needs
 * many short ones. In particular one evaluation turns noise into an action: {@code noise + u(noise,
 * 0, 1, observation)}.
 *
 * <p>tau = 0 is noise, tau = 1 the action, tauNext >= tau. Papers on mean flows count the other
 * way, with noise at t = 1 and r <= t: t = 1 - tau, r = 1 - tauNext, u_theirs = -u.
 *
 * @param mlp reads {@link IntervalLayout}'s columns
 * @param second of two ways to name the interval's end
 */
public record IntervalNetwork(Mlp mlp, Parameters parameters, SecondTime second) {
  public IntervalNetwork {
    if (mlp.in() < mlp.out() + 2) {
      throw new IllegalArgumentException(
          "expected a network that reads a point and two times, in="
              + mlp.in()
              + " out="
              + mlp.out());
    }
  }

  /** What it reads. */
  public IntervalLayout layout() {
    return new IntervalLayout(mlp.out(), mlp.in() - mlp.out() - 2, second);
  }
}

package io.millrace.flow.meanflow;

import io.millrace.flow.network.Network;
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
 * @param field reads {@link IntervalLayout}'s columns
 * @param second of two ways to name the interval's end
 */
public record IntervalNetwork(Network field, Parameters parameters, SecondTime second) {
  public IntervalNetwork {
    if (field.in() < field.out() + 2) {
      throw new IllegalArgumentException(
          "expected a network that reads a point and two times, in="
              + field.in()
              + " out="
              + field.out());
    }
  }

  /** What it reads. */
  public IntervalLayout layout() {
    return new IntervalLayout(field.out(), field.in() - field.out() - 2, second);
  }
}

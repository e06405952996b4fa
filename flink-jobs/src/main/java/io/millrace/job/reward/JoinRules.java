package io.millrace.job.reward;

import java.io.Serializable;
import java.time.Duration;

/**
 * How trajectories meet rewards that come apart from them.
 *
 * @param awaited events that a trajectory waits for; 0 lets it go on at once
 * @param timeout event time that it waits; after that it is incomplete, never of reward 0
 * @param retention how long a trajectory that went on, and events without a trajectory, are
 *     remembered
 */
public record JoinRules(int awaited, Duration timeout, Duration retention) implements Serializable {

  public JoinRules {
    if (awaited < 0 || timeout.isNegative() || retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(
          "expected awaited >= 0, timeout >= 0, retention > 0, awaited=%d timeout=%s retention=%s"
              .formatted(awaited, timeout, retention));
    }
  }
}

package io.millrace.flow.pretraining;

import io.millrace.flow.meanflow.Dispersion;
import io.millrace.flow.meanflow.OneStepMethod;
import io.millrace.flow.meanflow.SecondTime;
import io.millrace.flow.policy.FlowHead;

/** What a fresh policy's flow network is fitted to. */
public sealed interface PretrainingMethod {
  /** What the network says of a point. */
  FlowHead head();

  /** Whether it trains networks that say this. */
  default boolean trains(FlowHead other) {
    return other == head();
  }

  /**
   * Velocities; see {@link io.millrace.flow.objective.FlowMatching}.
   *
   * @param dropout share of rows that are shown the null observation, for {@link
   *     io.millrace.flow.policy.ClassifierFreeGuidance}; 0 for none
   */
  record Velocities(double dropout) implements PretrainingMethod {
    public Velocities {
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException("expected 0 <= dropout < 1, dropout=" + dropout);
      }
    }

    @Override
    public FlowHead head() {
      return FlowHead.VELOCITY;
    }
  }

  /** Tokens, or choices; see {@link io.millrace.flow.discrete.TokenMatching}. */
  record Tokens() implements PretrainingMethod {
    @Override
    public FlowHead head() {
      return FlowHead.TOKENS;
    }

    @Override
    public boolean trains(FlowHead other) {
      return other.discrete();
    }
  }

  /** Mean velocities over intervals; see {@link io.millrace.flow.meanflow.OneStepTraining}. */
  record MeanVelocities(OneStepMethod method, Dispersion dispersion) implements PretrainingMethod {
    @Override
    public FlowHead head() {
      return method.second() == SecondTime.END ? FlowHead.MEAN_VELOCITY : FlowHead.SHORTCUT;
    }
  }
}

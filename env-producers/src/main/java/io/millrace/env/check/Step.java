package io.millrace.env.check;

import io.millrace.env.StepResult;
import java.util.List;

/** Everything that one step brought, kept. */
record Step(float[] observations, double[] rewards, boolean terminated, boolean truncated) {

  static Step of(StepResult result) {
    double[] rewards = new double[result.agents()];
    for (int agent = 0; agent < rewards.length; agent++) {
      rewards[agent] = result.reward(agent);
    }
    return new Step(result.observation().clone(), rewards, result.terminated(), result.truncated());
  }

  boolean done() {
    return terminated || truncated;
  }

  /** Where two plays first differ in any bit; null where they do not. */
  static String difference(List<Step> was, List<Step> is) {
    for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
      String difference = was.get(i).difference(is.get(i));
      if (difference != null) {
        return "step %d: %s".formatted(i + 1, difference);
      }
    }
    return was.size() == is.size() ? null : "steps %d, was %d".formatted(is.size(), was.size());
  }

  private String difference(Step is) {
    for (int i = 0; i < observations.length; i++) {
      if (Float.floatToRawIntBits(observations[i]) != Float.floatToRawIntBits(is.observations[i])) {
        return "observation[%d]=%s, was %s".formatted(i, is.observations[i], observations[i]);
      }
    }
    for (int i = 0; i < rewards.length; i++) {
      if (Double.doubleToRawLongBits(rewards[i]) != Double.doubleToRawLongBits(is.rewards[i])) {
        return "reward[%d]=%s, was %s".formatted(i, is.rewards[i], rewards[i]);
      }
    }
    if (terminated != is.terminated || truncated != is.truncated) {
      return "terminated=%s truncated=%s, was terminated=%s truncated=%s"
          .formatted(is.terminated, is.truncated, terminated, truncated);
    }
    return null;
  }
}

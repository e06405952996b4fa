package io.millrace.env.builtin;

import io.millrace.env.Dynamics;
import io.millrace.env.picture.Scene;

/**
 * Dynamics whose reward and success can be read off the observation that a step leads to, and that
 * never terminate. A learned world then has to predict observations only: reality and imagination
 * are judged by the same lines of code.
 */
interface ObservableReward extends Dynamics {

  /**
   * Reward of a step.
   *
   * @param observation [observationSize] after it
   */
  double reward(double[] observation);

  /** Whether an episode that sees this has succeeded. */
  boolean success(double[] observation);

  /** How a moment looks of which this is seen. */
  Scene look(double[] observation);
}

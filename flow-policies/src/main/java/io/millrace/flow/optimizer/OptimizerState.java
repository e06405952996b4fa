package io.millrace.flow.optimizer;

import java.util.Arrays;

/** What an optimizer remembers between steps; part of a learner's snapshot. */
public final class OptimizerState {
  private long steps;
  private final float[][] moments;

  /**
   * @param steps steps taken
   * @param moments vectors as long as the parameters
   */
  public OptimizerState(long steps, float[][] moments) {
    this.steps = steps;
    this.moments = moments;
  }

  /** Steps taken. */
  public long steps() {
    return steps;
  }

  /** The vectors themselves, not copies. */
  public float[][] moments() {
    return moments;
  }

  /** Forgets everything, as if no step had been taken. */
  public void restart() {
    steps = 0;
    for (float[] moment : moments) {
      Arrays.fill(moment, 0f);
    }
  }

  /** Counts a step and tells its number, from 1. */
  long nextStep() {
    return ++steps;
  }
}

package io.millrace.env;

/**
 * What one step brought. One instance is written again and again, so that a step allocates nothing.
 */
public final class StepResult {

  private final float[] observation;
  private double reward;
  private boolean terminated;
  private boolean truncated;

  public StepResult(int observationSize) {
    this.observation = new float[observationSize];
  }

  /** The observation after the step, never one of a following episode. Overwritten by the next. */
  public float[] observation() {
    return observation;
  }

  public double reward() {
    return reward;
  }

  /** The task ended: the value of the observation is 0. */
  public boolean terminated() {
    return terminated;
  }

  /** A limit or an operator stopped the episode: bootstrap from the observation. */
  public boolean truncated() {
    return truncated;
  }

  /** Whether the next call must be a reset. */
  public boolean done() {
    return terminated || truncated;
  }

  /** Sets everything but the observation, which is written in place. */
  public void set(double reward, boolean terminated, boolean truncated) {
    this.reward = reward;
    this.terminated = terminated;
    this.truncated = truncated;
  }
}

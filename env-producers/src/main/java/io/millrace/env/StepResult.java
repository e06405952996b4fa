package io.millrace.env;

import java.util.Arrays;

/**
 * What one step brought, to every agent. One instance is written again and again, so that a step
 * allocates nothing.
 */
public final class StepResult {

  private final float[] observation;
  private final double[] rewards;
  private double[] actionRewards;
  private boolean terminated;
  private boolean truncated;

  /** Room for one agent. */
  public StepResult(int observationSize) {
    this(observationSize, 1);
  }

  /** Room for so many agents, each with an observation of this size. */
  public StepResult(int observationSize, int agents) {
    this.observation = new float[agents * observationSize];
    this.rewards = new double[agents];
  }

  /** Room for a step of this environment. */
  public static StepResult of(EnvironmentSpec spec) {
    return new StepResult(spec.observationSize(), spec.agents());
  }

  /**
   * [agents][observationSize]: the observations after the step, never those of a following episode.
   * Overwritten by the next.
   */
  public float[] observation() {
    return observation;
  }

  /** Agents that it has room for. */
  public int agents() {
    return rewards.length;
  }

  /** The reward of the only agent; of several, their mean. */
  public double reward() {
    double sum = rewards[0];
    for (int agent = 1; agent < rewards.length; agent++) {
      sum += rewards[agent];
    }
    return sum / rewards.length;
  }

  /** The reward of one agent. */
  public double reward(int agent) {
    return rewards[agent];
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

  /**
   * Sets everything but the observation, which is written in place.
   *
   * @param reward of every agent
   */
  public void set(double reward, boolean terminated, boolean truncated) {
    Arrays.fill(rewards, reward);
    setEnd(terminated, truncated);
  }

  /** Sets the reward of one agent. */
  public void setReward(int agent, double reward) {
    rewards[agent] = reward;
  }

  /**
   * [agents][H]: what each action of a chunk brought, 0 for those that the episode's end left out;
   * null where a step is one action. Overwritten by the next.
   */
  public double[] actionRewards() {
    return actionRewards;
  }

  /** Tells what each action of a chunk brought, beside the reward of the chunk; not copied. */
  void setActionRewards(double[] ofActions) {
    actionRewards = ofActions;
  }

  /** Sets both flags, which all agents share, and leaves the rewards. */
  public void setEnd(boolean terminated, boolean truncated) {
    this.terminated = terminated;
    this.truncated = truncated;
  }
}

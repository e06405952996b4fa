package io.millrace.flow.reward;

/** Turns what an environment reports into the reward that is learned from. */
public interface Reward {
  /**
   * @param channels [steps][channelCount], row-major
   * @return [steps]
   */
  float[] apply(float[] channels, int steps, int channelCount);
}

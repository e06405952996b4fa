package io.millrace.flow.reward;

/**
 * The environment's own reward: {@code r_t = scale sum_c weight_c r_{t,c}}.
 *
 * @param weights one a channel; empty means 1 for each
 * @param scale multiplies the sum
 */
public record WeightedChannels(double[] weights, double scale) implements Reward {
  @Override
  public float[] apply(float[] channels, int steps, int channelCount) {
    if (weights.length != 0 && weights.length != channelCount) {
      throw new IllegalArgumentException(
          "expected one weight a reward channel, weights="
              + weights.length
              + " channels="
              + channelCount);
    }
    float[] rewards = new float[steps];
    for (int t = 0; t < steps; t++) {
      double sum = 0;
      for (int c = 0; c < channelCount; c++) {
        sum += (weights.length == 0 ? 1 : weights[c]) * channels[t * channelCount + c];
      }
      rewards[t] = (float) (scale * sum);
    }
    return rewards;
  }
}

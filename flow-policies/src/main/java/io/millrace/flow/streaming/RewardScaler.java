package io.millrace.flow.streaming;

/**
 * Scales rewards by the running deviation of the discounted return, without centering.
 *
 * <pre>
 * u = discount u (1 - end) + r      r' = r / sqrt(variance(u) + 1e-8)
 * </pre>
 *
 * where end tells that this very step ends the episode.
 *
 * <p>Source: "Streaming Deep Reinforcement Learning Finally Works" (arXiv 2410.14606).
 */
public final class RewardScaler {
  private static final double EPSILON = 1e-8;

  private final double discount;
  private final RunningMoments moments = new RunningMoments(1);
  private double discounted;

  /** With this discount. */
  public RewardScaler(double discount) {
    this.discount = discount;
  }

  /** The scaled reward of a step. */
  public double scale(double reward, boolean end) {
    discounted = (end ? 0 : discount * discounted) + reward;
    moments.add(discounted);
    return reward / Math.sqrt(moments.variance(0) + EPSILON);
  }
}

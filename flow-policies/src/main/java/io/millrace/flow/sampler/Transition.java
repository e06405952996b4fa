package io.millrace.flow.sampler;

/**
 * One step of a sampler on the way from noise to action: a normal distribution around
 *
 * <pre>
 * mean = wData dataHat + wNoise noiseHat
 * dataHat  = x + (1 - tau) u       what the velocity u takes the point for, at tau = 1
 * noiseHat = x - tau u             and at tau = 0
 * </pre>
 *
 * with standard deviation {@code std}. A sampler is nothing but these three coefficients.
 *
 * @param tau flow time of the point, 0 (noise) to 1 (action)
 * @param tauNext flow time of the next point
 * @param std 0 for a deterministic step; NaN where the policy learns it
 */
public record Transition(double tau, double tauNext, double wData, double wNoise, double std) {
  /** The mean is {@code pointWeight x + velocityWeight u}. */
  public double pointWeight() {
    return wData + wNoise;
  }

  /** The mean is {@code pointWeight x + velocityWeight u}. */
  public double velocityWeight() {
    return wData * (1 - tau) - wNoise * tau;
  }

  /** True where the next point is the mean itself. */
  public boolean deterministic() {
    return std == 0;
  }

  /** True where the standard deviation is the policy's own, per dimension. */
  public boolean learned() {
    return Double.isNaN(std);
  }

  /** The mean of one coordinate. */
  public double mean(double x, double velocity) {
    return wData * (x + (1 - tau) * velocity) + wNoise * (x - tau * velocity);
  }
}

package io.millrace.flow.optimizer;

/**
 * A moving average of parameters, {@code a = decay a + (1 - decay) p}: smoothed weights for acting,
 * or a target network, where {@code 1 - decay} is often called tau.
 *
 * <p>Source: Polyak and Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992;
 * the warm-up is that of flow_grpo's parameter average.
 *
 * @param decay share of the past that is kept; 0 copies
 * @param warmUp whether update n, from 0, keeps no more than (1 + n) / (10 + n), so that the start
 *     is forgotten soon
 */
public record ExponentialAverage(double decay, boolean warmUp) {
  public ExponentialAverage {
    Bounds.checkMemory("decay", decay);
  }

  /** The share that an update keeps. */
  public double decayAt(long update) {
    return warmUp ? Math.min((1.0 + update) / (10.0 + update), decay) : decay;
  }

  /**
   * Moves the average towards the parameters, in place.
   *
   * @param average a copy of the parameters before the first update
   * @param parameters as many
   * @param update updates before this one, from 0
   */
  public void update(float[] average, float[] parameters, long update) {
    float share = (float) (1 - decayAt(update));
    for (int i = 0; i < average.length; i++) {
      average[i] += share * (parameters[i] - average[i]);
    }
  }
}

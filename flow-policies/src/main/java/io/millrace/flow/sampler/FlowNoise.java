package io.millrace.flow.sampler;

/**
 * The flow's own step with a standard deviation that the policy learns, per dimension.
 *
 * <pre>
 * wData = tauNext, wNoise = 1 - tauNext
 * log std^2 = log noiseMin^2 + (log noiseMax^2 - log noiseMin^2) (tanh(raw) + 1) / 2
 * </pre>
 *
 * where raw is the output of the policy's noise network. Adding noise without correcting the drift
 * defines another policy than the flow; that policy is what acts and what is scored.
 *
 * <p>Source: ReinFlow (arXiv 2505.22094) and pi_RL's Flow-Noise, with time reversed.
 *
 * @param noiseMin smallest standard deviation, above 0
 * @param noiseMax largest standard deviation, above noiseMin
 */
public record FlowNoise(double noiseMin, double noiseMax) implements Sampler {
  public FlowNoise {
    if (!(noiseMin > 0 && noiseMin < noiseMax && noiseMax < 100)) {
      throw new IllegalArgumentException(
          "expected 0 < noiseMin < noiseMax < 100, noiseMin=" + noiseMin + " noiseMax=" + noiseMax);
    }
  }

  @Override
  public String id() {
    return "flow-noise";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    return new Transition(tau, tauNext, tauNext, 1 - tauNext, Double.NaN);
  }

  /** log std = {@code logStdCenter + logStdHalfRange tanh(raw)}. */
  public double logStdCenter() {
    return 0.5 * (Math.log(noiseMin) + Math.log(noiseMax));
  }

  /** log std = {@code logStdCenter + logStdHalfRange tanh(raw)}. */
  public double logStdHalfRange() {
    return 0.5 * (Math.log(noiseMax) - Math.log(noiseMin));
  }

  /** The standard deviation for one output of the noise network. */
  public double std(double raw) {
    return Math.exp(logStdCenter() + logStdHalfRange() * Math.tanh(raw));
  }

  /** log std in float32, rounded where the learner's tape rounds. */
  public float logStd(float raw) {
    return (float) logStdHalfRange() * (float) Math.tanh(raw) + (float) logStdCenter();
  }
}

package io.millrace.flow.sampler;

/**
 * The flow's own step with a standard deviation that the policy learns, per dimension.
 *
 * <pre>
 * wData = tauNext, wNoise = 1 - tauNext
 * std = {@link LogStdRange} of raw
 * </pre>
 *
 * where raw is the output of the policy's noise network. Adding noise without correcting the drift
 * defines another policy than the flow; that policy is what acts and what is scored.
 *
 * <p>Source: ReinFlow (arXiv 2505.22094) and pi_RL's Flow-Noise (arXiv 2510.25889), with time
 * reversed.
 *
 * @param noiseMin smallest standard deviation, above 0
 * @param noiseMax largest standard deviation, above noiseMin
 */
public record FlowNoise(double noiseMin, double noiseMax) implements Sampler {
  public FlowNoise {
    new LogStdRange(noiseMin, noiseMax);
  }

  @Override
  public String id() {
    return "flow-noise";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    return new Transition(tau, tauNext, tauNext, 1 - tauNext, Double.NaN);
  }

  @Override
  public LogStdRange learnedStd() {
    return new LogStdRange(noiseMin, noiseMax);
  }

  /** The standard deviation for one output of the noise network. */
  public double std(double raw) {
    LogStdRange range = learnedStd();
    return Math.exp(range.center() + range.halfRange() * Math.tanh(raw));
  }
}

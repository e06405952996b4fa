package io.millrace.flow.sampler;

/**
 * The stochastic sampler of Flow-GRPO: it preserves the flow's marginals as the grid is refined.
 *
 * <pre>
 * sigma  = noise sqrt((1 - tau) / tau)          d = tauNext - tau
 * wData  = tauNext
 * wNoise = 1 - tauNext - sigma^2 d / (2 (1 - tau))
 * std    = sigma sqrt(d)
 * </pre>
 *
 * At tau = 0, where sigma is infinite, the denominator alone takes the next grid point: sigma =
 * noise / sqrt(tauNext), so that std = noise on every grid.
 *
 * <p>Source: "Flow-GRPO: Training Flow Matching Models via Online RL" (arXiv 2505.05470), with time
 * reversed (their t is 1 - tau).
 *
 * @param noise the scale a, above 0
 */
public record FlowSde(double noise) implements Sampler {
  public FlowSde {
    if (!(noise > 0 && noise < 100)) {
      throw new IllegalArgumentException("expected 0 < noise < 100, noise=" + noise);
    }
  }

  @Override
  public String id() {
    return "flow-sde";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    double d = tauNext - tau;
    double sigmaSquared = noise * noise * (1 - tau) / (tau == 0 ? tauNext : tau);
    double wNoise = 1 - tauNext - sigmaSquared * d / (2 * (1 - tau));
    return new Transition(tau, tauNext, tauNext, wNoise, Math.sqrt(sigmaSquared * d));
  }
}

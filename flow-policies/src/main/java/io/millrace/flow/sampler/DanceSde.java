package io.millrace.flow.sampler;

/**
 * Constant-noise stochastic sampler.
 *
 * <pre>
 * wData  = tauNext                               d = tauNext - tau
 * wNoise = 1 - tauNext - noise^2 d / (2 (1 - tau))
 * std    = noise sqrt(d)
 * </pre>
 *
 * <p>Source: DanceGRPO, with time reversed (their t is 1 - tau).
 *
 * @param noise the scale eta, above 0
 */
public record DanceSde(double noise) implements Sampler {
  public DanceSde {
    if (!(noise > 0 && noise < 100)) {
      throw new IllegalArgumentException("expected 0 < noise < 100, noise=" + noise);
    }
  }

  @Override
  public String id() {
    return "dance-sde";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    double d = tauNext - tau;
    double wNoise = 1 - tauNext - noise * noise * d / (2 * (1 - tau));
    return new Transition(tau, tauNext, tauNext, wNoise, noise * Math.sqrt(d));
  }
}

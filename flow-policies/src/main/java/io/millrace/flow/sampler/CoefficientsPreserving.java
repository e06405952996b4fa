package io.millrace.flow.sampler;

/**
 * Coefficients-preserving sampling: part of the noise estimate is replaced by fresh noise of the
 * same size, so that the total noise coefficient at tauNext is exactly 1 - tauNext.
 *
 * <pre>
 * wData  = tauNext
 * wNoise = (1 - tauNext) cos(noise pi / 2)
 * std    = (1 - tauNext) sin(noise pi / 2)
 * </pre>
 *
 * It preserves coefficients, not marginals: at a fixed noise level a finer grid does not converge
 * to the data distribution.
 *
 * <p>Source: "Coefficients-Preserving Sampling for Reinforcement Learning with Flow Matching"
 * (arXiv 2509.05952), with time reversed.
 *
 * @param noise the share eta, in (0, 1]
 */
public record CoefficientsPreserving(double noise) implements Sampler {
  public CoefficientsPreserving {
    if (!(noise > 0 && noise <= 1)) {
      throw new IllegalArgumentException("expected 0 < noise <= 1, noise=" + noise);
    }
  }

  @Override
  public String id() {
    return "cps";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    double angle = noise * Math.PI / 2;
    double rest = 1 - tauNext;
    return new Transition(tau, tauNext, tauNext, rest * Math.cos(angle), rest * Math.sin(angle));
  }
}

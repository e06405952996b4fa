package io.millrace.flow.sampler;

/**
 * The flow starts from a normal distribution that the policy learns, and is deterministic from
 * there on: {@code x_0 ~ N(mean(observation), std(observation)^2)}, then Euler's method.
 *
 * <p>With no flow steps this is the Gaussian policy of PPO; with a frozen flow, GoRL's encoder and
 * decoder ("GoRL: An Algorithm-Agnostic Framework for Online Reinforcement Learning with Generative
 * Policies", arXiv 2512.02581). The likelihood belongs to the start, not to the action.
 *
 * @param noiseMin smallest standard deviation, above 0
 * @param noiseMax largest standard deviation, above noiseMin
 */
public record LatentGaussian(double noiseMin, double noiseMax) implements Sampler {
  public LatentGaussian {
    new LogStdRange(noiseMin, noiseMax);
  }

  @Override
  public String id() {
    return "latent-gaussian";
  }

  @Override
  public Transition transition(double tau, double tauNext) {
    return new Ode().transition(tau, tauNext);
  }

  @Override
  public LogStdRange learnedStd() {
    return new LogStdRange(noiseMin, noiseMax);
  }
}

package io.millrace.flow.sampler;

/**
 * A sampler in writing, as recipes and artifacts hold it.
 *
 * @param noise for {@code flow-sde, dance-sde, cps}; 0 otherwise
 * @param noiseMin smallest standard deviation that is learned, for {@code flow-noise,
 *     latent-gaussian}; 0 otherwise
 * @param noiseMax the largest one; 0 otherwise
 * @param lastStep whether the step that ends at tau = 1 is stochastic too
 * @param meanClip means are limited to +-meanClip; 0 for no limit
 * @param noiseClip standard normal draws are limited to +-noiseClip; 0 for no limit
 */
public record SamplerSpec(
    String id,
    double noise,
    double noiseMin,
    double noiseMax,
    boolean lastStep,
    double meanClip,
    double noiseClip) {
  /** The deterministic sampler. */
  public static final SamplerSpec ODE = new SamplerSpec("ode", 0, 0, 0);

  /** A sampler whose last step is deterministic, without limits. */
  public SamplerSpec(String id, double noise, double noiseMin, double noiseMax) {
    this(id, noise, noiseMin, noiseMax, false, 0, 0);
  }

  /**
   * The sampler itself.
   *
   * @throws IllegalArgumentException naming the known ids, or the option that is out of range
   */
  public Sampler create() {
    return switch (id) {
      case "ode" -> new Ode();
      case "flow-sde" -> new FlowSde(noise);
      case "dance-sde" -> new DanceSde(noise);
      case "cps" -> new CoefficientsPreserving(noise);
      case "flow-noise" -> new FlowNoise(noiseMin, noiseMax);
      case "latent-gaussian" -> new LatentGaussian(noiseMin, noiseMax);
      default ->
          throw new IllegalArgumentException(
              "no sampler \""
                  + id
                  + "\"; known: ode, flow-sde, dance-sde, cps, flow-noise, latent-gaussian");
    };
  }

  /** Whether every flow step is deterministic. */
  public boolean deterministicFlow() {
    return id.equals("ode") || id.equals("latent-gaussian");
  }

  /** Whether the start of the flow is drawn from the policy's own normal distribution. */
  public boolean learnsStart() {
    return id.equals("latent-gaussian");
  }
}

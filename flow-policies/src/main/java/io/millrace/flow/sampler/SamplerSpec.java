package io.millrace.flow.sampler;

/**
 * A sampler in writing, as recipes and artifacts hold it.
 *
 * @param noise for {@code flow-sde, dance-sde, cps}; 0 otherwise
 * @param noiseMin for {@code flow-noise}; 0 otherwise
 * @param noiseMax for {@code flow-noise}; 0 otherwise
 */
public record SamplerSpec(String id, double noise, double noiseMin, double noiseMax) {
  /** The deterministic sampler. */
  public static final SamplerSpec ODE = new SamplerSpec("ode", 0, 0, 0);

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
      default ->
          throw new IllegalArgumentException(
              "no sampler \"" + id + "\"; known: ode, flow-sde, dance-sde, cps, flow-noise");
    };
  }
}

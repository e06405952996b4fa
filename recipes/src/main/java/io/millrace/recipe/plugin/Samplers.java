package io.millrace.recipe.plugin;

import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.recipe.option.Registry;
import java.util.List;

/**
 * How a policy draws an action: the flow samplers.
 *
 * <p>A closed set: an artifact names its sampler, and whoever loads the artifact, in whatever
 * process, must know it.
 */
public final class Samplers {
  public static final String STAGE = "sampler";

  private static final List<StagePlugin<SamplerSpec>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "ode",
              OdeOptions.class,
              o -> SamplerSpec.ODE,
              "the deterministic flow, by Euler steps"),
          BuiltIn.of(
              "flow-sde",
              FlowSdeOptions.class,
              o -> new SamplerSpec("flow-sde", o.noise(), 0, 0),
              "the stochastic flow of Flow-GRPO"),
          BuiltIn.of(
              "dance-sde",
              DanceSdeOptions.class,
              o -> new SamplerSpec("dance-sde", o.noise(), 0, 0),
              "the stochastic flow of DanceGRPO"),
          BuiltIn.of(
              "cps",
              CpsOptions.class,
              o -> new SamplerSpec("cps", o.noise(), 0, 0),
              "coefficients-preserving sampling: old noise is exchanged for new"),
          BuiltIn.of(
              "flow-noise",
              FlowNoiseOptions.class,
              o ->
                  new SamplerSpec(
                      "flow-noise",
                      0,
                      o.noiseMin(),
                      o.noiseMax(),
                      o.lastStep(),
                      o.meanClip(),
                      o.noiseClip()),
              "the flow with noise whose size the policy learns"),
          BuiltIn.of(
              "latent-gaussian",
              LatentGaussianOptions.class,
              o -> new SamplerSpec("latent-gaussian", 0, o.noiseMin(), o.noiseMax()),
              "the deterministic flow from a start whose distribution the policy learns"));

  private Samplers() {}

  /** The built-in samplers. */
  public static Registry<StagePlugin<SamplerSpec>> registry() {
    return Registry.of(STAGE, BUILT_IN);
  }
}

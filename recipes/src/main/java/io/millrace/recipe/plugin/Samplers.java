package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** How a policy draws an action: the flow samplers. */
public final class Samplers {
  public static final String STAGE = "sampler";

  private static final List<Plugin> BUILT_IN =
      List.of(
          BuiltIn.of("ode", OdeOptions.class, "the deterministic flow, by Euler steps"),
          BuiltIn.of("flow-sde", FlowSdeOptions.class, "the stochastic flow of Flow-GRPO"),
          BuiltIn.of("dance-sde", DanceSdeOptions.class, "the stochastic flow of DanceGRPO"),
          BuiltIn.of("cps", CpsOptions.class, "coefficients-preserving sampling, of FlowCPS"),
          BuiltIn.of("flow-noise", FlowNoiseOptions.class, "the flow with a learned noise level"));

  private Samplers() {}

  /** The built-in samplers and those that jars of this class loader offer. */
  public static Registry<Plugin> registry(ClassLoader loader) {
    return Registry.of(STAGE, BUILT_IN);
  }
}

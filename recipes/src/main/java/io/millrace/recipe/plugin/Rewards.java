package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What is learned from: the reward of each step. */
public final class Rewards {
  public static final String STAGE = "reward";

  private static final List<Plugin> BUILT_IN =
      List.of(
          BuiltIn.of(
              "environment",
              EnvironmentRewardOptions.class,
              "the weighted sum of the channels that the environment reports"));

  private Rewards() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<Plugin> registry(ClassLoader loader) {
    return Registry.of(STAGE, BUILT_IN);
  }
}

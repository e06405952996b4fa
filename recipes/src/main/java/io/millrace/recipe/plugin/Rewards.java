package io.millrace.recipe.plugin;

import io.millrace.flow.reward.Reward;
import io.millrace.flow.reward.WeightedChannels;
import io.millrace.recipe.option.Registry;
import java.util.List;

/** What is learned from: the reward of each step. */
public final class Rewards {
  public static final String STAGE = "reward";

  private static final List<StagePlugin<Reward>> BUILT_IN =
      List.of(
          BuiltIn.of(
              "environment",
              EnvironmentRewardOptions.class,
              Rewards::environment,
              "the weighted sum of the channels that the environment reports"));

  private Rewards() {}

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Registry<StagePlugin<Reward>> registry(ClassLoader loader) {
    return Registry.load(STAGE, BUILT_IN, RewardPlugin.class, loader);
  }

  private static Reward environment(EnvironmentRewardOptions options) {
    List<Double> weights = options.weights().orElse(List.of());
    return new WeightedChannels(
        weights.stream().mapToDouble(Double::doubleValue).toArray(), options.scale());
  }
}

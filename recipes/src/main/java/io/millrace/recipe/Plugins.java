package io.millrace.recipe;

import io.millrace.flow.credit.Credit;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.optimizer.Optimizer;
import io.millrace.flow.policy.GuidanceSpec;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.flow.reward.Reward;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registries;
import io.millrace.recipe.option.Registry;
import io.millrace.recipe.plugin.Credits;
import io.millrace.recipe.plugin.Guidances;
import io.millrace.recipe.plugin.Objectives;
import io.millrace.recipe.plugin.Optimizers;
import io.millrace.recipe.plugin.Pretrainings;
import io.millrace.recipe.plugin.Replays;
import io.millrace.recipe.plugin.Rewards;
import io.millrace.recipe.plugin.Samplers;
import io.millrace.recipe.plugin.StagePlugin;
import java.util.List;

/** The plug-ins of every stage that one class loader knows. */
public record Plugins(
    Registry<EnvironmentPlugin> environments,
    Registry<StagePlugin<SamplerSpec>> samplers,
    Registry<StagePlugin<Reward>> rewards,
    Registry<StagePlugin<Credit>> credits,
    Registry<StagePlugin<Objective>> objectives,
    Registry<StagePlugin<Optimizer>> optimizers,
    Registry<Plugin> replays,
    Registry<StagePlugin<PretrainingMethod>> pretrainings,
    Registry<StagePlugin<GuidanceSpec>> guidances) {

  /** The built-in plug-ins and those of the thread's context class loader. */
  public static Plugins load() {
    return load(contextLoader());
  }

  static ClassLoader contextLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Plugins.class.getClassLoader();
  }

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Plugins load(ClassLoader loader) {
    return new Plugins(
        Environments.registry(loader),
        Samplers.registry(),
        Rewards.registry(loader),
        Credits.registry(loader),
        Objectives.registry(loader),
        Optimizers.registry(loader),
        Replays.registry(),
        Pretrainings.registry(),
        Guidances.registry());
  }

  /** These plug-ins with other environments. */
  public Plugins withEnvironments(List<? extends EnvironmentPlugin> plugins) {
    return new Plugins(
        Registry.of(Environments.STAGE, plugins),
        samplers,
        rewards,
        credits,
        objectives,
        optimizers,
        replays,
        pretrainings,
        guidances);
  }

  /** The registries, in the order in which experience meets their stages. */
  public List<Registry<?>> stages() {
    return List.of(
        environments,
        samplers,
        rewards,
        credits,
        objectives,
        optimizers,
        replays,
        pretrainings,
        guidances);
  }

  /** The registries, by stage. */
  public Registries registries() {
    return Registries.of(stages());
  }
}

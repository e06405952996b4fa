package io.millrace.recipe;

import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registries;
import io.millrace.recipe.option.Registry;
import io.millrace.recipe.plugin.Credits;
import io.millrace.recipe.plugin.Objectives;
import io.millrace.recipe.plugin.Optimizers;
import io.millrace.recipe.plugin.Replays;
import io.millrace.recipe.plugin.Rewards;
import io.millrace.recipe.plugin.Samplers;
import java.util.List;

/** The plug-ins of every stage that one class loader knows. */
public record Plugins(
    Registry<EnvironmentPlugin> environments,
    Registry<Plugin> samplers,
    Registry<Plugin> rewards,
    Registry<Plugin> credits,
    Registry<Plugin> objectives,
    Registry<Plugin> optimizers,
    Registry<Plugin> replays) {

  /** The built-in plug-ins and those of the thread's context class loader. */
  public static Plugins load() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return load(context != null ? context : Plugins.class.getClassLoader());
  }

  /** The built-in plug-ins and those that jars of this class loader offer. */
  public static Plugins load(ClassLoader loader) {
    return new Plugins(
        Environments.registry(loader),
        Samplers.registry(loader),
        Rewards.registry(loader),
        Credits.registry(loader),
        Objectives.registry(loader),
        Optimizers.registry(loader),
        Replays.registry(loader));
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
        replays);
  }

  /** All registries, by stage. */
  public Registries registries() {
    return Registries.of(environments, samplers, rewards, credits, objectives, optimizers, replays);
  }
}

package io.millrace.recipe.plugin;

import io.millrace.flow.reward.Reward;

/** A third party's reward, found by {@link java.util.ServiceLoader} under this type's name. */
public interface RewardPlugin extends StagePlugin<Reward> {}

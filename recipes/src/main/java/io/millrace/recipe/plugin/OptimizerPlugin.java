package io.millrace.recipe.plugin;

import io.millrace.flow.optimizer.Optimizer;

/** A third party's optimizer, found by {@link java.util.ServiceLoader} under this type's name. */
public interface OptimizerPlugin extends StagePlugin<Optimizer> {}

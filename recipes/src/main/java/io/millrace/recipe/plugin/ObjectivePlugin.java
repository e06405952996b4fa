package io.millrace.recipe.plugin;

import io.millrace.flow.objective.Objective;

/** A third party's objective, found by {@link java.util.ServiceLoader} under this type's name. */
public interface ObjectivePlugin extends StagePlugin<Objective> {}

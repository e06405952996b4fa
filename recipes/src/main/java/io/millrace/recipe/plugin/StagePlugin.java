package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Plugin;

/**
 * A plug-in that makes a part of the loop.
 *
 * @param <T> the part, for example {@link io.millrace.flow.objective.Objective}
 */
public interface StagePlugin<T> extends Plugin {
  /**
   * The part under these options.
   *
   * @param options of the type that {@link #options()} names
   */
  T create(Record options);

  /** The part that a recipe chose. */
  default T create(Choice choice) {
    return create(choice.options(options()));
  }
}

package io.millrace.recipe.plugin;

import java.util.function.Function;

/** A plug-in of this project: one line in the registry of its stage. */
record BuiltIn<O extends Record, T>(
    String id, Class<O> options, Function<O, T> factory, String summary) implements StagePlugin<T> {

  static <O extends Record, T> StagePlugin<T> of(
      String id, Class<O> options, Function<O, T> factory, String summary) {
    return new BuiltIn<>(id, options, factory, summary);
  }

  @Override
  public T create(Record chosen) {
    return factory.apply(options.cast(chosen));
  }
}

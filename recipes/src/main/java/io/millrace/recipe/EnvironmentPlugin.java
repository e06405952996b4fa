package io.millrace.recipe;

import io.millrace.recipe.option.Plugin;

/**
 * An environment as a recipe names it. Found by {@link java.util.ServiceLoader} under this type's
 * name; a process without any provider (a Flink task manager) leaves environment options unchecked.
 */
public interface EnvironmentPlugin extends Plugin {
  @Override
  String id();

  @Override
  String summary();

  @Override
  Class<? extends Record> options();

  /**
   * The shape of the environment under these options.
   *
   * @param options of the type that {@link #options()} names
   */
  EnvironmentShape shape(Record options);

  /**
   * How many agents act in the environment under these options. Asked whenever a recipe is read, so
   * it is declared here and not found out by starting one.
   *
   * @param options of the type that {@link #options()} names
   */
  default int agents(Record options) {
    return 1;
  }
}

package io.millrace.recipe.option;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registries of all stages, by the name of the stage. */
public final class Registries {
  private final Map<String, Registry<?>> byStage;

  private Registries(Map<String, Registry<?>> byStage) {
    this.byStage = byStage;
  }

  public static Registries of(Collection<? extends Registry<?>> registries) {
    return new Registries(
        registries.stream()
            .collect(Collectors.toUnmodifiableMap(Registry::stage, Function.identity())));
  }

  /**
   * The registry of a stage.
   *
   * @throws IllegalArgumentException if there is no such stage
   */
  public Registry<?> get(String stage) {
    Registry<?> registry = byStage.get(stage);
    if (registry == null) {
      throw new IllegalArgumentException(
          "expected the name of a stage: stage=%s, known=%s".formatted(stage, byStage.keySet()));
    }
    return registry;
  }
}

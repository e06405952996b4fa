package io.millrace.recipe.option;

import java.util.Objects;

/**
 * The plug-in that a recipe chose for a stage, and that plug-in's own options.
 *
 * @param id the kebab-case id of the plug-in
 * @param options the record that the plug-in declares, or {@link UncheckedOptions} where no plug-in
 *     of the stage is on the class path
 */
public record Choice(String id, Record options) {
  public Choice {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(options, "options");
  }

  /**
   * The options as the type that the plug-in declares.
   *
   * @throws IllegalStateException if they are of another type
   */
  public <T extends Record> T options(Class<T> type) {
    if (!type.isInstance(options)) {
      throw new IllegalStateException(
          "expected options of another type: plugin=%s, expected=%s, got=%s"
              .formatted(id, type.getName(), options.getClass().getName()));
    }
    return type.cast(options);
  }

  /** Whether the options were checked against the declarations of the plug-in. */
  public boolean checked() {
    return !(options instanceof UncheckedOptions);
  }
}

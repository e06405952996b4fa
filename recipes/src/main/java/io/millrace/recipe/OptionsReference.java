package io.millrace.recipe;

import io.millrace.recipe.option.OptionTable;
import io.millrace.recipe.option.Plugin;
import io.millrace.recipe.option.Registry;

/** The reference of all options, as Markdown, from the same declarations that read a recipe. */
public final class OptionsReference {
  private OptionsReference() {}

  /** The options of a recipe and of these plug-ins. */
  public static String markdown(Plugins plugins) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Options of a recipe

        Generated from the declarations in `recipes/src`; `OptionsReferenceTest` says how.
        An option that a recipe leaves out has its default. Durations carry their unit: `500ms`,
        `2s`, `1m`, `1h`, `1d`. A plug-in without options of its own may be written as its id alone:
        `sampler: ode`.

        ## Stages

        """);
    page.append(OptionTable.markdown(Recipe.class));
    plugins.stages().forEach(registry -> stage(page, registry));
    return page.toString();
  }

  private static void stage(StringBuilder page, Registry<? extends Plugin> registry) {
    if (registry.isEmpty()) {
      return;
    }
    page.append("\n## Stage ").append(registry.stage()).append('\n');
    for (Plugin plugin : registry.plugins()) {
      page.append("\n### `%s`\n\n".formatted(plugin.id()));
      page.append("%s.\n\n".formatted(sentence(plugin.summary())));
      page.append(OptionTable.markdown(plugin.options()));
    }
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }
}

package io.millrace.launcher.cli;

import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names a recipe and what to change in it. */
final class RecipeOptions {
  @Parameters(
      paramLabel = "RECIPE",
      description = "A YAML file, or the id of a recipe that comes with Millrace.")
  private String recipe;

  @Option(names = "--seed", paramLabel = "N", description = "Another seed of everything random.")
  private Long seed;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Changes one option, for example rollout.sampler.id=cps. May be repeated.")
  private List<String> changes = new ArrayList<>();

  /** The recipe with the changes. */
  Recipe read() {
    List<String> overrides = new ArrayList<>(changes);
    if (seed != null) {
      overrides.add("seed=" + seed);
    }
    return RecipeReader.read(RecipeFiles.installed().find(recipe), overrides);
  }
}

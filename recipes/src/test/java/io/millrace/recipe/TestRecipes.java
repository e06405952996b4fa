package io.millrace.recipe;

import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.nio.file.Path;
import java.util.List;

/** A small recipe, and plug-ins with environments to read it with. */
final class TestRecipes {
  static final Path FOLDER = Path.of("").toAbsolutePath();

  static final String SMALL =
      """
      id: grpo-pointmass
      environment: {id: point-mass, mass: 2}
      rollout: {groupSize: 8, sampler: {id: flow-sde, noise: 0.7}}
      credit: {id: group-relative}
      objective: {id: flow-grpo}
      """;

  record PointMassOptions(
      @Doc("kilograms") @Default("1.0") @Range(min = 0, minExclusive = true) double mass,
      @Doc("steps of an episode") @Default("20") @Range(min = 1) int limit) {}

  record NoOptions() {}

  record TestEnvironment(String id, Class<? extends Record> options) implements EnvironmentPlugin {
    @Override
    public String summary() {
      return "an environment of the tests";
    }

    @Override
    public EnvironmentShape shape(Record chosen) {
      return new EnvironmentShape(4, 2, new float[] {0, 1}, new float[] {1, 2});
    }
  }

  static final Plugins UNCHECKED = Plugins.load(TestRecipes.class.getClassLoader());
  static final Plugins PLUGINS =
      UNCHECKED.withEnvironments(
          List.of(
              new TestEnvironment("point-mass", PointMassOptions.class),
              new TestEnvironment("nothing", NoOptions.class)));

  private TestRecipes() {}

  static Recipe read(String yaml, String... overrides) {
    return RecipeReader.parse("grpo-pointmass.yaml", yaml, List.of(overrides), PLUGINS);
  }

  /** What is wrong with the small recipe after these changes, one line each. */
  static List<String> problems(String yaml, String... overrides) {
    try {
      read(yaml, overrides);
      return List.of();
    } catch (RecipeException e) {
      return e.problems().stream().map(Object::toString).toList();
    }
  }
}

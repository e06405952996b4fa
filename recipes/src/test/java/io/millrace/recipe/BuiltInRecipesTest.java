package io.millrace.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.policy.FlowHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInRecipesTest {
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(TestRecipes.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void catalog_thisFolder_holdsEveryRecipe() throws Exception {
    RecipeCatalog catalog = RecipeCatalog.of(TestRecipes.FOLDER);

    assertThat(catalog.broken()).isEmpty();
    assertThat(catalog.entries())
        .extracting(RecipeCatalog.Entry::id)
        .contains("behavior-cloning", "flow-grpo", "multigoal-2d", "pendulum");
  }

  @ParameterizedTest
  @MethodSource("files")
  void read_builtIn_isNamedLikeItsFileAndSaysWhatItShows(Path file) {
    Recipe recipe = RecipeReader.read(file, List.of(), TestRecipes.UNCHECKED);

    assertThat(file.getFileName()).hasToString(recipe.id() + ".yaml");
    assertThat(recipe.title()).isNotBlank().hasSizeLessThan(60);
    assertThat(recipe.description()).isNotBlank();
    assertThat(recipe.stop().updates() > 0).isEqualTo(recipe.learnsOnline());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow-sde", "dance-sde", "cps", "flow-noise"})
  void read_everySamplerByOverride_works(String sampler) throws Exception {
    for (Path file : files()) {
      if (ownSampler(file)) {
        continue;
      }
      Recipe recipe =
          RecipeReader.read(file, List.of("rollout.sampler.id=" + sampler), TestRecipes.UNCHECKED);
      assertThat(RecipeAssembly.sampler(recipe).create().id()).isEqualTo(sampler);
    }
  }

  /** A discrete flow takes no sampler but its own; nor do some objectives. */
  private static boolean ownSampler(Path file) {
    Recipe recipe = RecipeReader.read(file, List.of(), TestRecipes.UNCHECKED);
    return recipe.policy().flow() == FlowHead.TOKENS
        || Set.of("dmpo", "gorl").contains(recipe.objective().id());
  }
}

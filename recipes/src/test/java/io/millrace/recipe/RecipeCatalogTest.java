package io.millrace.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeCatalogTest {
  @Test
  void of_brokenRecipe_isKeptApart(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("good.yaml"), TestRecipes.SMALL);
    Files.writeString(folder.resolve("bad.yaml"), "id: bad\n");
    Files.writeString(folder.resolve("notes.md"), "# not a recipe\n");

    RecipeCatalog catalog = RecipeCatalog.of(folder);

    RecipeCatalog.Entry entry = catalog.find("grpo-pointmass").orElseThrow();
    assertThat(catalog.entries()).containsExactly(entry);
    assertThat(entry.environment()).isEqualTo("point-mass");
    assertThat(entry.objective()).isEqualTo("flow-grpo");
    assertThat(entry.file()).hasFileName("good.yaml");
    assertThat(catalog.broken()).extracting(RecipeException::source).containsExactly("bad.yaml");
    assertThat(catalog.find("bad")).isEmpty();
  }
}

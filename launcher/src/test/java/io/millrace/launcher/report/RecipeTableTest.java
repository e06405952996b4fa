package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTableTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path RESULTS = ROOT.resolve("recipes").resolve("results");
  private static final String COMMAND =
      "./mvnw -pl launcher test -Dtest=RecipeTableTest -Dmillrace.regenerate";
  private static final long MOST_BYTES = 180_000;

  private final RecipeTable table = new RecipeTable(ROOT.resolve("recipes"));

  @Test
  void into_readme_isTheReadme() throws Exception {
    Path readme = ROOT.resolve("README.md");
    String page = table.into(Files.readString(readme));
    if (System.getProperty("millrace.regenerate") != null) {
      Files.writeString(readme, page);
    }

    assertThat(readme)
        .as("the kept reports and the README differ; regenerate with: %s", COMMAND)
        .hasContent(page);
  }

  @Test
  void reports_everyRow_areCompletedRunsOfItsRecipe() {
    for (RecipeTable.Row row : table.rows()) {
      List<RunReport> reports = table.reports(row);
      assertThat(reports).as(row.name()).isNotEmpty();
      assertThat(reports).allSatisfy(r -> assertThat(r.recipe().id()).isEqualTo(row.recipe()));
      assertThat(reports).allSatisfy(r -> assertThat(r.status()).isEqualTo("completed"));
    }
  }

  @Test
  void reports_everyRecipeAsItIs_hasThreeSeeds() {
    for (RecipeTable.Row row : table.rows()) {
      if (row.set().isEmpty()) {
        assertThat(table.reports(row))
            .as(row.name())
            .extracting(RunReport::seed)
            .containsExactly(1L, 2L, 3L);
      }
    }
  }

  /** A row that misses what is asked of it says so to the reader. */
  @Test
  void reports_keptRuns_keepWhatIsAskedOrTheNoteSaysThatTheyMissIt() {
    for (RecipeTable.Row row : table.rows()) {
      boolean kept = table.reports(row).stream().allMatch(row::keeps);
      assertThat(kept || row.note().contains("misses")).as(row.name()).isTrue();
    }
  }

  @Test
  void rows_everyRecipe_hasOneThatAsksSomething() throws Exception {
    assertThat(table.rows())
        .filteredOn(row -> row.atLeast() != null || row.below() != null)
        .extracting(RecipeTable.Row::recipe)
        .containsAll(recipeNames());
  }

  private static List<String> recipeNames() throws Exception {
    try (var files = Files.list(ROOT.resolve("recipes"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void results_everyFile_isSmallAndBelongsToARow() throws Exception {
    List<String> prefixes = table.rows().stream().map(row -> row.name() + "-seed").toList();
    List<String> pictures = table.rows().stream().map(row -> row.name() + ".svg").toList();
    try (var files = Files.list(RESULTS)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
        assertThat(
                name.equals("rows.json")
                    || pictures.contains(name)
                    || prefixes.stream().anyMatch(name::startsWith))
            .as(name)
            .isTrue();
      }
    }
  }

  @Test
  void into_pageWithoutMarkers_isRefused() {
    assertThatThrownBy(() -> table.into("# a page"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<!-- recipes:begin -->");
  }
}

package io.millrace.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {
  private static final String COMMAND =
      "./mvnw -pl recipes test -Dtest=OptionsReferenceTest -Dmillrace.regenerate";

  @Test
  void markdown_builtInPlugins_isThatOfTheFile() throws Exception {
    Path file = TestRecipes.FOLDER.resolve("OPTIONS.md");
    String page = OptionsReference.markdown(TestRecipes.UNCHECKED);
    if (System.getProperty("millrace.regenerate") != null) {
      Files.writeString(file, page);
    }

    assertThat(file)
        .as("the declarations of options changed; regenerate with: %s", COMMAND)
        .hasContent(page);
  }

  @Test
  void markdown_environments_areListedWhereTheyAreKnown() {
    assertThat(OptionsReference.markdown(TestRecipes.PLUGINS))
        .contains(
            "## Stage environment", "### `point-mass`", "| `mass` | a number above 0 | `1.0` |");
  }
}

package io.millrace.recipe;

import static io.millrace.recipe.TestRecipes.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeSchemaTest {
  private static Schema schema(Plugins plugins) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(RecipeSchema.of(plugins));
  }

  private static final Schema CHECKED = schema(TestRecipes.PLUGINS);
  private static final Schema UNCHECKED = schema(TestRecipes.UNCHECKED);

  private static List<String> mistakes(Schema schema, String yaml) {
    JsonNode tree = YamlTree.node(yaml, "", new ArrayList<>()).orElseThrow();
    return schema.validate(tree).stream().map(Error::toString).toList();
  }

  static List<Path> builtIn() throws Exception {
    return BuiltInRecipesTest.files();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void schema_builtInRecipe_holds(Path file) throws Exception {
    assertThat(mistakes(UNCHECKED, Files.readString(file))).isEmpty();
    String resolved = RecipeReader.read(file, List.of(), TestRecipes.UNCHECKED).toYaml();
    assertThat(mistakes(UNCHECKED, resolved)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "optimizer: sgd",
        "optimizer: {maxGradientNorm: 0}",
        "optimizer: {id: adam, beta1: 0.5, maxGradientNorm: 0}",
        "evaluation: {sampler: {id: cps, noise: 0.1}}",
        "stop: {wallTime: 2s}",
        "policy: {warmStart: {source: demonstrations}}",
      })
  void schema_rightRecipe_holds(String stage) {
    assertThat(TestRecipes.problems(SMALL + stage)).isEmpty();
    assertThat(mistakes(CHECKED, SMALL + stage)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sed: 1",
        "seed: one",
        "optimizer: adm",
        "optimizer: {id: adm}",
        "optimizer: {id: sgd, beta1: 0.5}",
        "optimizer: {id: adam, beta1: 1.0}",
        "optimizer: {beta: 0.5}",
        "optimizer: {maxGradientNorm: -1}",
        "optimizer: 3",
        "evaluation: {sampler: {id: cps, noise: 1.1}}",
        "evaluation: {sampler: {noise: 0.1}}",
        "learner: {epochs: 0}",
        "learner: {epochs: 1.5}",
        "policy: {id: .x}",
        "policy: {id: a..b}",
        "policy: {warmStart: {}}",
        "policy: {network: {hidden: [0]}}",
        "policy: {network: {activation: cos}}",
        "stop: {wallTime: 2}",
        "stop: {wallTime: 2 s}",
        "reward: {id: environment, weights: []}",
      })
  void schema_mistake_fails(String stage) {
    assertThat(TestRecipes.problems(SMALL + stage)).as("the reader").isNotEmpty();
    assertThat(mistakes(CHECKED, SMALL + stage)).as("the schema").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "environment", "rollout", "objective"})
  void schema_requiredStageLeftOut_fails(String name) {
    String yaml =
        SMALL
            .lines()
            .filter(line -> !line.startsWith(name + ":"))
            .reduce("", (a, b) -> a + b + "\n");

    assertThat(mistakes(CHECKED, yaml)).isNotEmpty();
    assertThat(mistakes(UNCHECKED, yaml)).isNotEmpty();
  }

  @Test
  void schema_environmentMistake_failsOnlyWhereItsPluginIsKnown() {
    String yaml = SMALL.replace("mass: 2", "mas: 2");

    assertThat(mistakes(CHECKED, yaml)).isNotEmpty();
    assertThat(mistakes(UNCHECKED, yaml)).isEmpty();
  }

  @Test
  void schema_options_tellMeaningDefaultAndBounds() {
    JsonNode every =
        RecipeSchema.of(TestRecipes.PLUGINS).at("/properties/publish/properties/every");

    assertThat(every.toString())
        .isEqualTo(
            "{\"type\":\"integer\",\"minimum\":1,"
                + "\"description\":\"updates from one published version to the next\",\"default\":1}");
  }
}

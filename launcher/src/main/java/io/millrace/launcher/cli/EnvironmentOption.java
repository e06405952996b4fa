package io.millrace.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.EnvironmentFactory;
import io.millrace.launcher.error.UserError;
import io.millrace.recipe.Environments;
import io.millrace.recipe.Plugins;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.option.Choice;
import io.millrace.recipe.option.Chosen;
import io.millrace.recipe.option.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Names an environment as a recipe would. */
final class EnvironmentOption {
  @Option(
      names = "--environment",
      required = true,
      paramLabel = "ID",
      description = "The environment's id, or with options: '{\"id\": \"...\", \"noise\": 0.1}'.")
  private String environment;

  /** Binds it as a recipe's stage would be. */
  record Stage(@Chosen(Environments.STAGE) Choice environment) {}

  EnvironmentFactory create() {
    return named(environment);
  }

  /** The environment of an id, or of JSON with its options. */
  static EnvironmentFactory named(String text) {
    EnvironmentFactory factory = bind(node(text));
    checkShape(factory);
    return factory;
  }

  /**
   * The environment of an id or of an id with its options, whatever may act in it.
   *
   * @throws UserError that names the option that is wrong
   */
  static EnvironmentFactory bind(JsonNode chosen) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("environment", chosen);
    List<Problem> problems = new ArrayList<>();
    Optional<Stage> stage =
        new Binding(root, Plugins.load().registries(), problems).read(Stage.class);
    if (!problems.isEmpty()) {
      throw new UserError(problems.get(0).toString());
    }
    return EnvironmentFactory.of(stage.orElseThrow().environment());
  }

  /** What has no shape cannot be acted in: say so before anything begins. */
  private static void checkShape(EnvironmentFactory factory) {
    try {
      factory.shape();
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  private static JsonNode node(String text) {
    if (!text.startsWith("{")) {
      return JsonNodeFactory.instance.textNode(text);
    }
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UserError("environment: " + e.getOriginalMessage());
    }
  }
}

package io.millrace.launcher.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.env.EnvironmentFactory;
import io.millrace.launcher.error.UserError;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names an environment and its options on the command line. */
final class ChosenEnvironment {
  @Parameters(paramLabel = "ID", description = "The environment's id.")
  private String id;

  @Option(
      names = "--set",
      paramLabel = "OPTION=VALUE",
      description = "An option of the environment, for example noise=0.1. May be repeated.")
  private List<String> options = new ArrayList<>();

  String id() {
    return id;
  }

  /**
   * The environment that was named.
   *
   * @throws UserError that names the option that is wrong
   */
  EnvironmentFactory create() {
    return EnvironmentOption.bind(chosen());
  }

  /** As a recipe would say it. */
  private ObjectNode chosen() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id);
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw new UserError("--set: expected OPTION=VALUE, got " + option);
      }
      try {
        Object value =
            new Yaml(new SafeConstructor(new LoaderOptions())).load(option.substring(equals + 1));
        node.set(option.substring(0, equals), new JsonMapper().valueToTree(value));
      } catch (YAMLException e) {
        throw new UserError("--set: expected a value in YAML, got " + option);
      }
    }
    return node;
  }
}

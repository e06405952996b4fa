package io.millrace.launcher.docker;

import static io.millrace.launcher.docker.DockerFiles.DOCKERFILE;
import static io.millrace.launcher.docker.DockerFiles.ROOT;
import static io.millrace.launcher.docker.DockerFiles.SERVICES;
import static io.millrace.launcher.docker.DockerFiles.SUBMIT_JOBS;
import static io.millrace.launcher.docker.DockerFiles.all;
import static io.millrace.launcher.docker.DockerFiles.command;
import static io.millrace.launcher.docker.DockerFiles.first;
import static io.millrace.launcher.docker.DockerFiles.read;
import static io.millrace.launcher.docker.DockerFiles.recipe;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.job.FirstVersion;
import io.millrace.job.JobOptions;
import io.millrace.job.TrainingJob;
import io.millrace.launcher.cli.Commands;
import io.millrace.launcher.kafka.EmbeddedBroker;
import io.millrace.launcher.stack.EmbeddedFlink;
import io.millrace.launcher.stack.StackSettings;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.store.client.PolicyManifest;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

/** The services do what the embedded stack does: commands, settings, addresses. */
class ComposeServicesTest {
  /** Where things are is all that a contained broker may have different. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "listeners",
          "advertised.listeners",
          "listener.security.protocol.map",
          "controller.quorum.voters",
          "log.dirs");

  @Test
  void broker_settings_areThoseOfTheEmbeddedBroker() throws Exception {
    Map<String, String> contained = new TreeMap<>();
    for (Map.Entry<String, JsonNode> variable : SERVICES.at("/broker/environment").properties()) {
      if (!variable.getKey().equals("KAFKA_HEAP_OPTS")) {
        contained.put(brokerSetting(variable.getKey()), variable.getValue().asText());
      }
    }
    Map<String, String> embedded = new TreeMap<>();
    Object settings = DockerFiles.call(EmbeddedBroker.class, "settings", Path.of("log"), 1, 2);
    ((Properties) settings).forEach((key, value) -> embedded.put(key.toString(), value.toString()));

    assertThat(contained.keySet()).isEqualTo(embedded.keySet()).containsAll(ADDRESSES);
    contained.keySet().removeAll(ADDRESSES);
    embedded.keySet().removeAll(ADDRESSES);
    assertThat(contained).isEqualTo(embedded);
  }

  /** As Kafka's image does it. */
  private static String brokerSetting(String variable) {
    assertThat(variable).matches("KAFKA(_[A-Z]+)+");
    return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Test
  void init_command_isKnownAndMakesTheTopicsOfTheEmbeddedStack() {
    ParseResult init = initCommand();

    assertThat(init.commandSpec().qualifiedName()).isEqualTo("millrace policies init");
    assertThat(init.<Integer>matchedOptionValue("--partitions", 0))
        .isEqualTo(StackSettings.laptop().experiencePartitions());
    assertThat(init.hasMatchedOption("--topic-prefix")).isFalse();
  }

  @Test
  void worker_command_isKnownAndJoinsWhatInitPrepared() {
    ParseResult worker =
        Commands.commandLine().parseArgs(command("worker").toArray(String[]::new)).subcommand();

    assertThat(worker.commandSpec().qualifiedName()).isEqualTo("millrace worker");
    assertThat(option(worker, "--brokers")).isEqualTo(option(initCommand(), "--brokers"));
    assertThat(option(worker, "--store")).isEqualTo(option(initCommand(), "--store"));
    assertThat(recipeOf(worker)).isEqualTo(recipeOf(initCommand())).isRegularFile();
    assertThat(worker.hasMatchedOption("--topic-prefix")).isFalse();
    assertThat(worker.hasMatchedOption("--id")).as("an id that several would have").isFalse();
  }

  @Test
  void jobs_command_submitsTheJobsOfTheEmbeddedStack() throws Exception {
    List<String> kinds = List.of(first("^for job in (.+);", SUBMIT_JOBS).split(" ", -1));
    List<String> command = command("jobs");
    Path recipe = recipeOf(initCommand());

    assertThat(kinds).isEqualTo(DockerFiles.get("io.millrace.launcher.run.Pipeline", "JOBS"));
    assertThat(command.get(0)).isEqualTo(first("docker/submit-jobs (\\S+)", DOCKERFILE));
    assertThat(command.get(2))
        .isEqualTo(first("recipes/\\*.yaml (\\S+)", DOCKERFILE) + recipe.getFileName());
    assertThat(SUBMIT_JOBS).contains("--recipe \"$recipe\" --job \"$job\" \"$@\"", "shift 2");
    for (String kind : kinds) {
      List<String> arguments = new ArrayList<>(command.subList(3, command.size()));
      arguments.addAll(List.of("--recipe", recipe.toString(), "--job", kind));
      JobOptions options = JobOptions.parse(arguments.toArray(String[]::new));
      assertThat(options.brokers()).isEqualTo(option(initCommand(), "--brokers"));
      assertThat(options.store()).hasToString(option(initCommand(), "--store"));
      assertThat("millrace " + kind + " " + command("init").get(2))
          .as("the name by which submit-jobs recognizes it")
          .isEqualTo(job(options, RecipeReader.read(recipe)).name());
    }
    assertThat(SUBMIT_JOBS).contains("name=\"millrace $job $(basename \"$recipe\" .yaml)\"");
  }

  private static TrainingJob job(JobOptions options, Recipe recipe) {
    byte[] weights = {};
    PolicyManifest manifest =
        PolicyManifest.of(
            recipe.policy().id(), recipe.policy().epoch(), 1, weights, null, recipe.hash(), -1);
    return new TrainingJob(options, recipe, new FirstVersion(manifest, weights));
  }

  @Test
  void flink_settings_areKnownAndThoseOfTheEmbeddedCluster() throws Exception {
    JsonNode environment = SERVICES.at("/jobmanager/environment");
    Map<String, String> settings = new TreeMap<>();
    for (String line : environment.get("FLINK_PROPERTIES").asText().lines().toList()) {
      String[] keyAndValue = line.split(": ", 2);
      settings.put(keyAndValue[0], keyAndValue[1]);
    }
    Configuration contained = Configuration.fromMap(settings);
    Configuration embedded =
        (Configuration) DockerFiles.call(EmbeddedFlink.class, "configuration", ROOT);

    for (String service : List.of("taskmanager", "jobs")) {
      assertThat(SERVICES.get(service).get("environment")).isEqualTo(environment);
    }
    assertThat(knownFlinkKeys()).containsAll(settings.keySet());
    assertThat(settings.values()).as("white space is removed").noneMatch(v -> v.contains(" "));
    assertThat(contained.get(TaskManagerOptions.NUM_TASK_SLOTS))
        .isEqualTo(StackSettings.laptop().slots());
    for (ConfigOption<?> same :
        List.of(
            StateBackendOptions.STATE_BACKEND,
            CheckpointingOptions.CHECKPOINT_STORAGE,
            TaskManagerOptions.MANAGED_MEMORY_SIZE,
            TaskManagerOptions.NETWORK_MEMORY_MIN,
            TaskManagerOptions.NETWORK_MEMORY_MAX)) {
      assertThat((Object) contained.get(same)).as(same.key()).isEqualTo(embedded.get(same));
    }
    String folder = contained.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY).substring(7);
    assertThat(SERVICES.at("/jobmanager/volumes/0").asText()).endsWith(":" + folder);
    assertThat(SERVICES.at("/taskmanager/volumes/0").asText()).endsWith(":" + folder);
    assertThat(DOCKERFILE).contains("VOLUME " + folder, "install -d -o flink -g flink " + folder);
  }

  private static Set<String> knownFlinkKeys() throws IllegalAccessException {
    Set<String> keys = new TreeSet<>();
    for (Class<?> options :
        List.of(
            JobManagerOptions.class,
            TaskManagerOptions.class,
            StateBackendOptions.class,
            CheckpointingOptions.class,
            CoreOptions.class)) {
      for (Field field : options.getFields()) {
        if (field.get(null) instanceof ConfigOption<?> option) {
          keys.add(option.key());
        }
      }
    }
    return keys;
  }

  @Test
  void addresses_everywhere_areOfServicesThatListenThere() {
    List<String> listening =
        List.of(
            "broker:" + first("PLAINTEXT://0.0.0.0:(\\d+)", SERVICES.toString()),
            "store:" + first("^EXPOSE (\\d+)$", DOCKERFILE),
            "jobmanager:" + RestOptions.PORT.defaultValue());
    List<String> named =
        all("\\b((?:broker|store|jobmanager|taskmanager):\\d{4,})", SERVICES.toString());

    assertThat(named).hasSizeGreaterThan(8).isSubsetOf(listening);
    JsonNode broker = SERVICES.get("broker");
    String[] published = broker.at("/ports/0").asText().split(":", 3);
    assertThat(broker.at("/environment/KAFKA_LISTENERS").asText())
        .contains("HOST://0.0.0.0:" + published[2]);
    assertThat(broker.at("/environment/KAFKA_ADVERTISED_LISTENERS").asText())
        .endsWith("HOST://" + published[0] + ":" + published[1]);
    String health = first("127.0.0.1:\\d+(/v1/\\w+)", SERVICES.at("/store/healthcheck").toString());
    assertThat(read("model-store/server/src/main/java/io/millrace/store/server/StoreHttp.java"))
        .contains("routes.get(\"" + health + "\"");
  }

  @Test
  void services_allOfThem_areRestartedCheckedOnLoopbackAndUnprivileged() {
    Map<String, String> restarts =
        Map.of("init", "no", "jobs", "no", "worker", "on-failure"); // these come to an end
    for (Map.Entry<String, JsonNode> entry : SERVICES.properties()) {
      String name = entry.getKey();
      JsonNode service = entry.getValue();
      assertThat(service.path("ports"))
          .as("ports of %s", name)
          .allMatch(port -> port.asText().startsWith("127.0.0.1:"));
      assertThat(service.get("restart").asText())
          .as("restarts of %s", name)
          .isEqualTo(restarts.getOrDefault(name, "unless-stopped"));
      assertThat(service.has("healthcheck"))
          .as("health check of %s", name)
          .isNotEqualTo(restarts.containsKey(name));
      assertThat(service.at("/cap_drop/0").asText()).as("rights of %s", name).isEqualTo("ALL");
      assertThat(service.toString())
          .doesNotContainPattern("(?i)(password|passwd|secret|token|credential|api_?key)");
    }
  }

  private static ParseResult initCommand() {
    return Commands.commandLine()
        .parseArgs(command("init").toArray(String[]::new))
        .subcommand()
        .subcommand();
  }

  private static Path recipeOf(ParseResult command) {
    return recipe(command.matchedPositionalValue(0, ""));
  }

  private static String option(ParseResult command, String name) {
    return command.matchedOptionValue(name, "");
  }
}

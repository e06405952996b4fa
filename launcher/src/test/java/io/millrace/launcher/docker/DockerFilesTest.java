package io.millrace.launcher.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.job.FirstVersion;
import io.millrace.job.JobOptions;
import io.millrace.job.TrainingJob;
import io.millrace.launcher.cli.Commands;
import io.millrace.launcher.kafka.EmbeddedBroker;
import io.millrace.launcher.stack.EmbeddedFlink;
import io.millrace.launcher.stack.StackSettings;
import io.millrace.launcher.stack.StoreProcess;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.store.client.PolicyManifest;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

/** The files in docker/ say what the code says: versions, commands, settings, ports, paths. */
class DockerFilesTest {
  /** Where the services are is the one thing in which the brokers differ. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "listeners",
          "advertised.listeners",
          "listener.security.protocol.map",
          "controller.quorum.voters",
          "log.dirs");

  @Test
  void images_versions_areThoseOfThePom() {
    String project = first("<artifactId>millrace</artifactId>\\s*<version>(.+?)<", POM);
    String java = property("maven.compiler.release");

    assertThat(SERVICES.at("/broker/image").asText())
        .isEqualTo("apache/kafka:" + property("kafka.version"));
    assertThat(all("^FROM (\\S+:\\S+)", DOCKERFILE))
        .containsExactly(
            "eclipse-temurin:" + java + "-jdk-noble",
            "eclipse-temurin:" + java + "-jre-noble",
            "flink:" + property("flink.version") + "-scala_2.12-java" + java);
    for (JsonNode service : SERVICES) {
      if (service.has("build")) {
        String target = service.at("/build/target").asText();
        assertThat(service.get("image").asText()).isEqualTo("millrace/" + target + ":" + project);
        assertThat(all(" AS (\\S+)", DOCKERFILE)).contains(target);
        assertThat(ROOT.resolve(service.at("/build/dockerfile").asText())).isRegularFile();
      }
    }
  }

  @Test
  void broker_settings_areThoseOfTheEmbeddedBroker() throws Exception {
    Map<String, String> contained = new TreeMap<>();
    SERVICES
        .at("/broker/environment")
        .fields()
        .forEachRemaining(e -> contained.put(e.getKey(), e.getValue().asText()));
    contained.remove("KAFKA_HEAP_OPTS");
    Map<String, String> settings = new TreeMap<>();
    contained.forEach((k, v) -> settings.put(brokerSetting(k), v));
    Map<String, String> embedded = new TreeMap<>();
    Properties properties =
        (Properties) call(EmbeddedBroker.class, "settings", Path.of("log"), 9092, 9093);
    properties.stringPropertyNames().forEach(k -> embedded.put(k, properties.getProperty(k)));

    assertThat(settings.keySet()).isEqualTo(embedded.keySet()).containsAll(ADDRESSES);
    settings.keySet().removeAll(ADDRESSES);
    embedded.keySet().removeAll(ADDRESSES);
    assertThat(settings).isEqualTo(embedded);
  }

  @Test
  void init_command_isKnownAndMakesTheTopicsOfTheStack() {
    ParseResult init = parse("init").subcommand().subcommand();

    assertThat(init.commandSpec().qualifiedName()).isEqualTo("millrace policies init");
    assertThat(init.matchedOptionValue("--partitions", 0))
        .isEqualTo(StackSettings.laptop().experiencePartitions());
    assertThat(init.hasMatchedOption("--topic-prefix")).isFalse();
  }

  @Test
  void worker_command_isKnownAndActsForThePolicyOfInit() {
    ParseResult worker = parse("worker").subcommand();
    ParseResult init = parse("init").subcommand().subcommand();

    assertThat(worker.commandSpec().qualifiedName()).isEqualTo("millrace worker");
    for (String same : List.of("--brokers", "--store")) {
      assertThat(worker.<String>matchedOptionValue(same, null))
          .isEqualTo(init.matchedOptionValue(same, null));
    }
    assertThat(worker.matchedPositionalValue(0, "")).isEqualTo(init.matchedPositionalValue(0, ""));
    assertThat(recipe(worker.matchedPositionalValue(0, ""))).isRegularFile();
    assertThat(worker.hasMatchedOption("--topic-prefix")).isFalse();
    assertThat(worker.hasMatchedOption("--id")).as("an id is used once only").isFalse();
  }

  @Test
  void jobs_command_submitsTheJobsOfTheEmbeddedStackUnderTheirNames() throws Exception {
    List<String> command = command("jobs");
    assertThat(DOCKERFILE).contains(command.get(0), "/opt/millrace/recipes/");
    Path file = recipe(Path.of(command.get(2)).getFileName().toString().replace(".yaml", ""));
    assertThat(file).isRegularFile();
    List<String> kinds = List.of(first("for job in (.+);", SUBMIT).split(" "));
    assertThat(kinds).isEqualTo(get("io.millrace.launcher.run.Pipeline", "JOBS"));

    for (String kind : kinds) {
      List<String> arguments = new ArrayList<>();
      arguments.addAll(List.of("--recipe", file.toString(), "--job", kind));
      assertThat(SUBMIT).contains("--recipe \"$recipe\" --job \"$job\" \"$@\"");
      arguments.addAll(command.subList(3, command.size()));
      JobOptions options = JobOptions.parse(arguments.toArray(String[]::new));
      ParseResult init = parse("init").subcommand().subcommand();
      assertThat(options.brokers()).isEqualTo(init.matchedOptionValue("--brokers", ""));
      assertThat(options.store()).hasToString(init.matchedOptionValue("--store", ""));
      String name =
          first("name=\"(.+)\"", SUBMIT)
              .replace("$(basename \"$recipe\" .yaml)", file.toFile().getName().split("\\.")[0])
              .replace("$job", kind);
      assertThat(name).isEqualTo(job(options, RecipeReader.read(file)).name());
    }
  }

  @Test
  void flink_settings_areKnownAndThoseOfTheEmbeddedCluster() throws Exception {
    Map<String, String> settings = new TreeMap<>();
    for (String line :
        SERVICES.at("/jobmanager/environment/FLINK_PROPERTIES").asText().split("\n")) {
      String[] keyAndValue = line.split(": ", 2);
      settings.put(keyAndValue[0], keyAndValue[1]);
      assertThat(keyAndValue[1]).as("the image removes white space").doesNotContainAnyWhitespaces();
    }
    Configuration ours = Configuration.fromMap(settings);
    Configuration embedded = (Configuration) call(EmbeddedFlink.class, "configuration", ROOT);

    assertThat(knownFlinkKeys()).containsAll(settings.keySet());
    assertThat(SERVICES.at("/taskmanager/environment"))
        .isEqualTo(SERVICES.at("/jobmanager/environment"));
    assertThat(ours.get(TaskManagerOptions.NUM_TASK_SLOTS))
        .isEqualTo(StackSettings.laptop().slots());
    for (ConfigOption<?> same :
        List.of(
            StateBackendOptions.STATE_BACKEND,
            CheckpointingOptions.CHECKPOINT_STORAGE,
            TaskManagerOptions.MANAGED_MEMORY_SIZE,
            TaskManagerOptions.NETWORK_MEMORY_MIN,
            TaskManagerOptions.NETWORK_MEMORY_MAX)) {
      assertThat((Object) ours.get(same)).as(same.key()).isEqualTo(embedded.get(same));
    }
    for (JsonNode service : List.of(SERVICES.get("jobmanager"), SERVICES.get("taskmanager"))) {
      assertThat(ours.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
          .isEqualTo("file://" + service.at("/volumes/0").asText().split(":")[1]);
    }
    assertThat(settings.get("env.java.opts.taskmanager"))
        .isEqualTo(first("(-Dorg.bytedeco.javacpp.maxphysicalbytes=\\S+)", SCRIPT));
    for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      assertThat(first("ENV .*(" + threads + "=\\d+)", DOCKERFILE).replaceAll("\\D", ""))
          .isEqualTo(first(threads + ":-(\\d+)", SCRIPT));
    }
  }

  @Test
  void store_command_isThatOfTheStoreProcess() throws Exception {
    List<String> image = new ArrayList<>(words(first("ENTRYPOINT (\\[\"java\".+?])", DOCKERFILE)));
    List<String> arguments = words(first("CMD (\\[\"--data\".+?])", DOCKERFILE));
    Path path = Path.of("any");
    List<?> process =
        new ArrayList<>((List<?>) call(StoreProcess.class, "storeCommand", path, path, path, 0));
    int classPath = process.indexOf("-cp");

    assertThat(image.subList(1, image.indexOf("-cp"))).isEqualTo(process.subList(1, classPath));
    assertThat(image.get(image.size() - 1)).isEqualTo(process.get(classPath + 2));
    String main = image.get(image.size() - 1).replace('.', '/');
    String server = read("model-store/server/src/main/java/" + main + ".java");
    assertThat(server).contains("void main(String[]");
    assertThat(all("names = \"(--[a-z-]+)\"", server))
        .containsAll(arguments.stream().filter(a -> a.startsWith("--")).toList());
    String data = SERVICES.at("/store/volumes/0").asText().split(":")[1];
    assertThat(arguments).containsSubsequence("--data", data).containsSubsequence("--port", "8400");
    String health =
        first("127.0.0.1:8400(/\\S+)", SERVICES.at("/store/healthcheck/test/5").asText());
    assertThat(read("model-store/server/src/main/java/io/millrace/store/server/StoreHttp.java"))
        .contains("routes.get(\"" + health + "\"");
  }

  @Test
  void build_outputs_areWhatTheModulesMake() {
    String jobs = read("flink-jobs/pom.xml");
    String server = read("model-store/server/pom.xml");
    String launcher = read("launcher/pom.xml");

    assertThat(DOCKERFILE).contains(first("(\\./mvnw -q -B .*? -DskipTests)", SCRIPT));
    assertThat(DOCKERFILE)
        .contains("flink-jobs/target/flink-jobs-*-" + tag("shadedClassifierName", jobs) + ".jar");
    assertThat(tag("mainClass", jobs)).isEqualTo(TrainingJob.class.getName());
    assertThat(server)
        .contains("<artifactId>model-store-server</artifactId>", "<appendAssemblyId>false<");
    assertThat(read("model-store/server/src/main/assembly/distribution.xml"))
        .contains("<format>zip<", "<outputDirectory>lib<", "<includeBaseDirectory>false<");
    assertThat(DOCKERFILE).contains("/out/store/lib/", "target/model-store-server-*.zip");
    String installation =
        tag("installation", launcher).replace("${project.build.directory}", "target");
    assertThat(launcher).contains("<outputDirectory>${installation}/lib</outputDirectory>");
    assertThat(DOCKERFILE).contains("WORKDIR /src/launcher/" + installation + "/lib");
    assertThat(SCRIPT).contains("$root/launcher/" + installation, "lib/*", "$root/recipes");
    assertThat(DOCKERFILE)
        .contains("/opt/millrace/launcher/" + installation + "/lib/", "/opt/millrace/recipes/");
    assertThat(SUBMIT).contains("/opt/flink/usrlib/millrace-job.jar");
    assertThat(DOCKERFILE)
        .contains("/out/usrlib/ /opt/flink/usrlib/", "/out/usrlib/millrace-job.jar");
  }

  /** Flink's image brings the --add-opens of Flink's own list; ours come from the script. */
  @Test
  void jvmFlags_ofTheMillraceImage_areTheScripts() {
    assertThat(DOCKERFILE)
        .contains("ENTRYPOINT [\"/opt/millrace/millrace\"]", "MILLRACE_NO_BUILD=1");
    assertThat(SCRIPT).contains("MILLRACE_NO_BUILD", "MILLRACE_JAVA_OPTS", "--add-opens");
    assertThat(DOCKERFILE + SUBMIT + SERVICES).doesNotContain("--add-opens", "--add-exports");
    assertThat(SERVICES.at("/worker/environment").fieldNames())
        .toIterable()
        .containsExactly("MILLRACE_JAVA_OPTS");
  }

  @Test
  void addresses_everywhere_areOfServicesThatListenThere() {
    Map<String, Set<String>> listening =
        Map.of("broker", Set.of("9092"), "store", Set.of("8400"), "jobmanager", Set.of("8081"));
    Pattern address = Pattern.compile("\\b(broker|store|jobmanager|taskmanager):(\\d+)");
    List<MatchResult> found = address.matcher(SERVICES.toString()).results().toList();

    assertThat(found).hasSizeGreaterThan(8);
    for (MatchResult each : found) {
      assertThat(listening.getOrDefault(each.group(1), Set.of()))
          .as(each.group())
          .contains(each.group(2));
    }
    String listeners = SERVICES.at("/broker/environment/KAFKA_LISTENERS").asText();
    String advertised = SERVICES.at("/broker/environment/KAFKA_ADVERTISED_LISTENERS").asText();
    assertThat(listeners).contains("PLAINTEXT://0.0.0.0:9092", "HOST://0.0.0.0:19092");
    assertThat(advertised).isEqualTo("PLAINTEXT://broker:9092,HOST://127.0.0.1:9092");
    assertThat(SERVICES.at("/broker/ports/0").asText()).isEqualTo("127.0.0.1:9092:19092");
  }

  @Test
  void services_allOfThem_areLoopbackOnlyRestartedUnprivilegedAndWithoutSecrets() {
    SERVICES
        .fields()
        .forEachRemaining(
            entry -> {
              String name = entry.getKey();
              JsonNode service = entry.getValue();
              service.path("ports").forEach(p -> assertThat(p.asText()).startsWith("127.0.0.1:"));
              boolean once = Set.of("init", "jobs").contains(name);
              String restart =
                  once ? "no" : name.equals("worker") ? "on-failure" : "unless-stopped";
              assertThat(service.at("/restart").asText()).as(name).isEqualTo(restart);
              boolean serves = restart.equals("unless-stopped");
              assertThat(service.has("healthcheck"))
                  .as("health check of " + name)
                  .isEqualTo(serves);
              assertThat(service.at("/cap_drop/0").asText()).as(name).isEqualTo("ALL");
            });
    assertThat(DOCKERFILE + SERVICES)
        .doesNotContainPattern("(?i)(password|passwd|secret|token|credential|api_?key)");
    assertThat(all("^USER (\\S+)", DOCKERFILE))
        .containsExactly("millrace", "millrace", "root", "flink");
  }

  private static ParseResult parse(String service) {
    return Commands.commandLine().parseArgs(command(service).toArray(String[]::new));
  }

  private static TrainingJob job(JobOptions options, Recipe recipe) {
    byte[] none = {};
    PolicyManifest manifest =
        PolicyManifest.of(
            recipe.policy().id(), recipe.policy().epoch(), 1, none, null, recipe.hash(), -1);
    return new TrainingJob(options, recipe, new FirstVersion(manifest, none));
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

  /** As the Kafka image turns its environment into settings. */
  private static String brokerSetting(String variable) {
    assertThat(variable).matches("KAFKA_[A-Z]+(_[A-Z]+)*");
    return variable
        .substring("KAFKA_".length())
        .toLowerCase(java.util.Locale.ROOT)
        .replace('_', '.');
  }

  /** A private static method: what the code does must not be widened for this test. */
  private static Object call(Class<?> type, String name, Object... arguments) throws Exception {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        return accessible(method).invoke(null, arguments);
      }
    }
    throw new AssertionError("no method " + name + " in " + type);
  }

  private static Object get(String type, String name) throws Exception {
    return accessible(Class.forName(type).getDeclaredField(name)).get(null);
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }
}

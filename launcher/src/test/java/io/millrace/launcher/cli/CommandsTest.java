package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  private static final String RECIPE =
      """
      id: small
      title: A small one
      environment: {id: gmm1d-mode}
      policy: {network: {hidden: [8], activation: silu}, flowSteps: 4}
      rollout: {groupSize: 4}
      credit: {id: group-relative}
      objective: {id: flow-grpo}
      optimizer: {id: adam, learningRate: 0.003}
      learner: {batch: 2}
      evaluation: {episodes: 10}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int execute(String... arguments) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void help_everyCommand_explainsItselfAndExits0() {
    List<List<String>> paths = new ArrayList<>();
    collect(Commands.commandLine(), List.of(), paths);

    assertThat(paths).hasSizeGreaterThanOrEqualTo(14);
    for (List<String> path : paths) {
      List<String> arguments = new ArrayList<>(path);
      arguments.add("--help");
      assertThat(execute(arguments.toArray(String[]::new))).as(path.toString()).isZero();
      assertThat(out.toString()).contains("Usage: millrace " + String.join(" ", path));
    }
    assertThat(err.toString()).isEmpty();
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> paths) {
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> deeper = new ArrayList<>(path);
              deeper.add(name);
              paths.add(deeper);
              collect(sub, deeper, paths);
            });
  }

  @Test
  void unknownCommand_suggestsTheNearest() {
    assertThat(execute("recipe")).isEqualTo(2);
    assertThat(err.toString()).contains("recipe").contains("Did you mean").contains("recipes");
  }

  @Test
  void run_unknownRecipe_saysOneLine() {
    assertThat(execute("run", "no-such-recipe")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("millrace: no such file").contains("no-such-recipe");
  }

  @Test
  void run_reportInMissingFolder_saysSoBeforeAnythingStarts() throws Exception {
    String recipe = file("small.yaml", RECIPE);
    String report = folder.resolve("no/report.json").toString();

    assertThat(execute("run", recipe, "--report", report)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("folder must exist");
  }

  @Test
  void run_dataFolderInUse_saysOneLine() throws Exception {
    String recipe = file("small.yaml", RECIPE);

    assertThat(execute("run", recipe, "--data", folder.toString(), "--json")).isEqualTo(2);
    assertThat(err.toString()).contains("must be empty").doesNotContain("\tat ");
  }

  @Test
  void gateway_brokersWithoutStore_saysOneLine() throws Exception {
    String recipe = file("small.yaml", RECIPE);

    assertThat(execute("gateway", recipe, "--brokers", "127.0.0.1:9")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(line("expected --brokers and --store, or neither of them"));
  }

  @Test
  void gateway_storeDoesNotAnswer_saysOneLineBeforeItListens() throws Exception {
    String recipe = file("small.yaml", RECIPE);

    assertThat(
            execute("gateway", recipe, "--brokers", "127.0.0.1:9", "--store", "http://127.0.0.1:9"))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("http://127.0.0.1:9");
  }

  @Test
  void gateway_negativeProgress_saysOneLine() throws Exception {
    String recipe = file("small.yaml", RECIPE);

    assertThat(execute("gateway", recipe, "--progress", "-1")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(line("--progress: expected a number of seconds, got -1"));
  }

  private static String line(String mistake) {
    return "millrace: " + mistake + System.lineSeparator();
  }

  @Test
  void run_wrongOverride_namesItsPath() throws Exception {
    String recipe = file("small.yaml", RECIPE);

    assertThat(execute("run", recipe, "--set", "objective.clip=7")).isEqualTo(2);
    assertThat(err.toString()).contains("objective.clip").doesNotContain("\tat ");
  }

  @Test
  void validate_fiveMistakes_namesAllFiveAndExits1() throws Exception {
    String wrong =
        RECIPE
            .replace("flow-grpo", "flow-gpro")
            .replace("group-relative", "group-relativ")
            .replace("groupSize: 4", "groupSize: 0")
            .replace("batch: 2", "batch: -1")
            .replace("episodes", "episode");

    assertThat(execute("recipes", "validate", file("wrong.yaml", wrong))).isEqualTo(1);
    assertThat(out.toString())
        .contains("5 problems")
        .contains("objective.id")
        .contains("did you mean \"flow-grpo\"")
        .contains("credit.id")
        .contains("rollout.groupSize")
        .contains("learner.batch")
        .contains("evaluation.episode");
  }

  @Test
  void validate_goodRecipeAsJson_saysValid() throws Exception {
    assertThat(execute("recipes", "validate", "--json", file("small.yaml", RECIPE))).isZero();

    JsonNode verdicts = new ObjectMapper().readTree(out.toString());
    assertThat(verdicts.get(0).get("valid").asBoolean()).isTrue();
    assertThat(verdicts.get(0).get("hash").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void show_withSeedAndSet_printsTheChangedRecipe() throws Exception {
    String recipe = file("small.yaml", RECIPE);

    assertThat(execute("recipes", "show", recipe, "--seed", "9", "--set", "rollout.sampler.id=cps"))
        .isZero();
    assertThat(out.toString()).contains("seed: 9").contains("id: cps").contains("id: small");
  }

  @Test
  void schema_isJsonSchema() throws Exception {
    assertThat(execute("recipes", "schema")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("properties").has("rollout"))
        .isTrue();
  }

  @Test
  void policies_storeThatIsNotThere_saysOneLine() {
    assertThat(execute("policies", "list", "--store", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("127.0.0.1:1");
  }

  @Test
  void policies_addressThatIsNone_saysWhatOneLooksLike() {
    assertThat(execute("policies", "list", "--store", "localhost")).isEqualTo(2);
    assertThat(err.toString()).contains("http://HOST:PORT, store=localhost");
  }

  @Test
  void export_whatCannotBeMeant_saysOneLineBeforeTheStoreIsAsked() {
    String store = "http://127.0.0.1:1";
    assertThat(
            execute(
                "policies", "export", "p", "--store", store, "--graph", "act", "--output", "p.bin"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--format onnx, file=p.bin");
    assertThat(
            execute(
                "policies", "export", "p", "--store", store, "--format", "onyx", "--output", "p"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--format", "onyx");
    assertThat(
            execute("policies", "export", "p@head", "--store", store, "--output", "p.safetensors"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("version=head").doesNotContain("\tat ");
  }

  @Test
  void eval_neitherStoreNorArtifact_saysWhatIsMissing() throws Exception {
    assertThat(execute("eval", file("small.yaml", RECIPE))).isEqualTo(2);
    assertThat(err.toString()).contains("either --store or --artifact");
  }

  @Test
  void eval_fileThatIsNoPolicy_saysOneLine() throws Exception {
    String artifact = file("bad.safetensors", "hello");

    assertThat(execute("eval", file("small.yaml", RECIPE), "--artifact", artifact)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void demos_wrongOptions_sayOneLineEach() throws Exception {
    String[][] wrong = {
      {"--environment", "multigol-2d", "did you mean \"multigoal-2d\""},
      {"--environment", "{\"id\": \"multigoal-2d\", \"noise\": -1}", "environment.noise"},
      {"--environment", "cart-pole", "has no demonstrations, environment=cart-pole"},
    };
    for (String[] arguments : wrong) {
      err.getBuffer().setLength(0);
      assertThat(
              execute("demos", "publish", "--brokers", "127.0.0.1:1", arguments[0], arguments[1]))
          .isEqualTo(2);
      assertThat(err.toString().lines()).hasSize(1);
      assertThat(err.toString()).contains(arguments[2]);
    }
    err.getBuffer().setLength(0);
    assertThat(
            execute(
                "demos",
                "publish",
                "--environment",
                "pendulum",
                "--episodes",
                "3",
                "--brokers",
                "127.0.0.1:1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("expected only with --policy");
  }

  @Test
  void conform_emptyFolder_isNoSuccess() {
    assertThat(execute("conform", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("at least one case");
  }

  @Test
  void version_isTold() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).startsWith("millrace ");
  }

  @Test
  void render_environment_drawsAnEpisode() throws Exception {
    Path film = folder.resolve("film.svg");
    assertThat(execute("env", "render", "cart-pole", "--output", film.toString())).isZero();
    assertThat(out.toString()).contains("film.svg: ").contains(" steps, return ");
    assertThat(Files.readString(film)).startsWith("<?xml").contains("cart-pole");
  }

  @Test
  void render_noSuchPolicy_saysWhatIsExpected() {
    assertThat(execute("env", "render", "cart-pole", "--policy", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("--policy").contains("nobody");
  }
}

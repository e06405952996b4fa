package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  private static final Path RESULTS =
      Path.of("..").toAbsolutePath().normalize().resolve("recipes/results");
  private static final Path PENDULUM = RESULTS.resolve("pendulum-seed1.json");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int execute(String... arguments) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String picture(String name) {
    return folder.resolve(name).toString();
  }

  private String changed(String name, String part, String without) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode report = (ObjectNode) json.readTree(PENDULUM.toFile());
    ((ObjectNode) report.at(part)).remove(without);
    Path file = folder.resolve(name);
    json.writeValue(file.toFile(), report);
    return file.toString();
  }

  @Test
  void show_report_printsWhatRunPrinted() {
    assertThat(execute("report", "show", PENDULUM.toString())).isZero();
    assertThat(out.toString())
        .startsWith("pendulum · seed 1")
        .contains("completed: 40 updates in 30 s (start-up 4.2 s)")
        .contains("50 fresh episodes: return -166 ± 12.1 (untrained return -1,262 ± 35.7)")
        .contains("2,560 trajectories = 2,560 used")
        .contains("pendulum version 41, sha256 4f7448f96922")
        .contains(PENDULUM.toString());
  }

  @Test
  void show_json_isTheReport() throws Exception {
    assertThat(execute("report", "show", "--json", PENDULUM.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo(Files.readString(PENDULUM).strip());
  }

  @Test
  void show_noEvaluationOfTheBeginning_leavesItOut() throws Exception {
    String file = changed("foreign.json", "", "initial");

    assertThat(execute("report", "show", file)).isZero();
    assertThat(out.toString()).contains("return -166 ± 12.1\n").doesNotContain("untrained");
  }

  @ParameterizedTest
  @CsvSource({
    "'', fates, fates",
    "'', curve, curve",
    "'', seed, seed",
    "/recipe, id, recipe.id",
    "/policy, sha256, policy.sha256",
    "/latencyMs, publishedToActing, latencyMs.publishedToActing",
    "/curve/3, meanReturn, curve.3.meanReturn"
  })
  void show_fieldMissing_namesFileAndField(String part, String name, String path) throws Exception {
    String file = changed("broken.json", part, name);

    assertThat(execute("report", "show", file)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .startsWith("millrace: not a report of millrace run, report=" + file)
        .endsWith("field=" + path + "\n");
  }

  @Test
  void plot_threeSeeds_saysWhatIsToBeSeen() {
    String[] command = {
      "report",
      "plot",
      "--output",
      picture("p.svg"),
      PENDULUM.toString(),
      RESULTS.resolve("pendulum-seed2.json").toString(),
      RESULTS.resolve("pendulum-seed3.json").toString()
    };

    assertThat(execute(command)).isZero();
    assertThat(out.toString())
        .startsWith(picture("p.svg") + ": Mean episode return over environment steps.")
        .contains("bands: min to max over seeds");
    assertThat(folder.resolve("p.svg")).content().contains("pendulum (3 seeds)");
  }

  @Test
  void plot_everyOption_isTakenAsDocumented() {
    String report = RESULTS.resolve("flow-grpo-seed1.json").toString();

    assertThat(
            execute(
                "report",
                "plot",
                report,
                "--output",
                picture("all.svg"),
                "--x",
                "wallSeconds",
                "--y",
                "success",
                "--title",
                "All of it",
                "--smooth",
                "5",
                "--group-by",
                "file",
                "--band",
                "standard-error"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("Moving average over 5 updates");
    assertThat(folder.resolve("all.svg"))
        .content()
        .contains("All of it", "flow-grpo-seed1", "wall-clock time since start-up (s)");
  }

  @Test
  void plot_metricThatIsNotThere_listsThoseThatAre() {
    assertThat(
            execute(
                "report",
                "plot",
                PENDULUM.toString(),
                "--y",
                "success",
                "--output",
                picture("p.svg")))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("\"success\"").contains(PENDULUM + "; it has: return");
    assertThat(folder.resolve("p.svg")).doesNotExist();
  }

  @Test
  void plot_emptyCurve_namesTheFile() throws Exception {
    Path file = folder.resolve("stopped.json");
    Files.writeString(file, "{\"recipe\": {\"id\": \"a\"}, \"seed\": 1, \"curve\": []}");

    assertThat(execute("report", "plot", file.toString(), "--output", picture("p.svg")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("curve has no point, report=" + file);
  }

  @ParameterizedTest
  @CsvSource({"curves.pdf, '.svg or .png'", "no/curves.svg, folder must exist"})
  void plot_outputThatCannotBe_saysWhy(String output, String reason) {
    assertThat(execute("report", "plot", PENDULUM.toString(), "--output", picture(output)))
        .isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void plot_textThatIsNoReport_saysWhere() throws Exception {
    Path file = Files.writeString(folder.resolve("a.json"), "{\n hello}");

    assertThat(execute("report", "plot", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("report=" + file + ": no JSON at line 2");
  }

  @ParameterizedTest
  @CsvSource({
    "--smooth, 0, smooth=0",
    "--x, seconds, wallSeconds",
    "--band, all, min-max",
    "--reward-scale, 0, reward-scale=0"
  })
  void plot_optionWithAWrongValue_saysWhatItTakes(String option, String value, String message) {
    assertThat(execute("report", "plot", PENDULUM.toString(), option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }
}

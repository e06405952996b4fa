package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int execute(String... arguments) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void check_goodEnvironment_saysOkForEachRuleAndExits0() {
    assertThat(execute("env", "check", "pendulum", "--episodes", "5")).isZero();
    assertThat(out.toString())
        .contains("ok  save-load")
        .contains("pendulum · seed 1 · passed: 0 broken")
        .doesNotContain("not ok");
  }

  @Test
  void check_withOption_bindsItAsARecipeWould() {
    assertThat(execute("env", "check", "multigoal-2d", "--set", "noise=0.1", "--episodes", "5"))
        .isZero();
    assertThat(execute("env", "check", "multigoal-2d", "--set", "noise=-1")).isEqualTo(2);
    assertThat(err.toString()).contains("environment.noise").doesNotContain("\tat ");
  }

  @Test
  void check_wrongUsage_saysOneLineAndExits2() {
    assertThat(execute("env", "check", "pendulun")).isEqualTo(2);
    assertThat(execute("env", "check", "pendulum", "--set", "noise")).isEqualTo(2);
    assertThat(execute("env", "check", "pendulum", "--episodes", "0")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(3);
    assertThat(err.toString()).contains("did you mean \"pendulum\"");
  }

  /** Its simulator breaks in the first step. */
  private static final class Broken implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      ActionSpace.Box one = ActionSpace.Box.of(1, -1, 1);
      return new EnvironmentSpec("broken", one, one, 3, false);
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void reset(RandomSource random, double[] state) {}

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      throw new ArithmeticException("overflow");
    }

    @Override
    public void observe(double[] state, float[] observation) {
      observation[0] = 0;
    }
  }

  /** Offers {@link Broken}. */
  public static final class Provider implements EnvironmentProvider<Provider.Options> {
    /** No options. */
    public record Options() {}

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public String summary() {
      return "breaks";
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public Optional<String> needs() {
      return Optional.of("repair");
    }

    @Override
    public Environment create(Options options) {
      return new SimulatedEnvironment(new Broken());
    }
  }

  @Test
  void checkAndList_brokenEnvironmentOfAJar_areToldAndExit1() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.millrace.recipe.EnvironmentPlugin"), Provider.class.getName());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      assertThat(execute("env", "check", "broken", "--json")).isEqualTo(1);
      JsonNode answer = new ObjectMapper().readTree(out.toString());
      assertThat(answer.get("passed").asBoolean()).isFalse();
      assertThat(answer.get("findings").toString())
          .contains("NOT_OK")
          .contains("threw java.lang.ArithmeticException: overflow");
      out.getBuffer().setLength(0);
      assertThat(execute("env", "list")).isZero();
      assertThat(out.toString()).contains("broken").contains("repair");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void listAndCheck_numbersAndChoices_lookAtTheEnvironmentsOwnActions() {
    assertThat(execute("env", "list")).isZero();
    assertThat(out.toString()).containsPattern("moving +10 +2 numbers \\+ 1 of 3 +201");
    assertThat(execute("env", "check", "moving", "--episodes", "5")).isZero();
  }

  @Test
  void list_asJson_tellsShapesLimitsAndAgents() throws Exception {
    assertThat(execute("env", "list", "--json")).isZero();
    for (JsonNode row : new ObjectMapper().readTree(out.toString())) {
      if (row.get("id").asText().equals("pendulum")) {
        assertThat(row.get("observation").asInt()).isEqualTo(3);
        assertThat(row.get("action").asText()).isEqualTo("1 number");
        assertThat(row.get("limit").asInt()).isEqualTo(200);
        assertThat(row.get("agents").asInt()).isEqualTo(1);
        return;
      }
    }
    throw new AssertionError("no pendulum in " + out);
  }
}

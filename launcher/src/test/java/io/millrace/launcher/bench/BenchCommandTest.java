package io.millrace.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.cli.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void list_everything_tellsOursAndTheModules() {
    assertThat(execute("bench", "--list")).isZero();
    assertThat(out.toString().lines().map(line -> line.split(" +", -1)[1]))
        .contains(
            "flow-matching", "act", "streaming", "ingest", "pipeline", "latency", "model-store");
  }

  @Test
  void list_group_tellsItsMembersOnly() {
    assertThat(execute("bench", "learner", "--list")).isZero();
    assertThat(out.toString()).contains("flow-matching").doesNotContain("model-store");
  }

  @Test
  void bench_unknownName_exits2AndTellsTheKnownOnes() {
    assertThat(execute("bench", "lerner")).isEqualTo(2);
    assertThat(err.toString()).contains("no benchmark \"lerner\"; known: learner");
  }

  @Test
  void bench_unknownClock_exits2() {
    assertThat(execute("bench", "act", "--clock", "sun")).isEqualTo(2);
    assertThat(err.toString()).contains("expected --clock wall or cpu, got sun");
  }

  @Test
  void ingestPolicy_recipeAndArtifact_fitEachOther() {
    var recipe = IngestPolicy.recipe();
    var shape = IngestPolicy.firstVersion(recipe).shape();
    assertThat(shape.policyId()).isEqualTo(recipe.policy().id());
    assertThat(shape.pathPoints()).isEqualTo(recipe.policy().flowSteps() + 1);
    assertThat(IngestPolicy.GROUP).isEqualTo(recipe.rollout().groupSize());
  }
}

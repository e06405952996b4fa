package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.env.mujoco.MujocoProcess;
import io.millrace.env.sumo.SumoGrid;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.progress.RunStatus;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.run.Rehearsal;
import io.millrace.recipe.RecipeReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulators that are processes: none is left when what has used them has ended. */
class SimulatorsEndTest {
  private static final String SUMO =
      """
      id: ends
      policy: {network: {hidden: [8]}, critic: {hidden: [8]}, flow: categorical, flowSteps: 1}
      environment: {id: sumo-grid, rows: 1, columns: 2, horizon: 4, warmUp: 5}
      rollout: {groupSize: 2, sampler: ode}
      credit: {id: gae, discount: 0.9}
      objective: ppo
      optimizer: adam
      learner: {batch: 2, minibatch: 8}
      stop: {updates: 2}
      evaluation: {episodes: 3}
      """;

  private static final String MUJOCO =
      """
      id: ends
      policy: {network: {hidden: [8]}, flowSteps: 2}
      environment: mujoco-cartpole
      rollout: {groupSize: 2, sampler: flow-sde}
      credit: group-relative
      objective: flow-grpo
      optimizer: adam
      learner: {batch: 1}
      stop: {updates: 2}
      evaluation: {episodes: 3}
      """;

  private static void assumeSumo() {
    assumeTrue(SumoGrid.unavailable().isEmpty(), () -> SumoGrid.unavailable().orElseThrow());
  }

  private static void assumeMujoco() {
    assumeTrue(
        MujocoProcess.unavailable().isEmpty(), () -> MujocoProcess.unavailable().orElseThrow());
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  /** Counts, at every update, the processes beside those that were there before. */
  private static final class Watching implements Progress {
    private final List<ProcessHandle> before = children();
    private int most;

    @Override
    public void note(String line) {}

    @Override
    public void show(RunStatus status) {
      most = Math.max(most, children().size() - before.size());
    }

    @Override
    public void end() {}
  }

  private static void rehearse(String yaml) {
    Watching watching = new Watching();
    RunReport report = new Rehearsal(RecipeReader.parse("ends", yaml, List.of()), watching).run();
    assertThat(report.curve()).hasSize(2);
    assertThat(watching.most).as("simulators while it learned").isPositive();
    assertThat(children()).isEqualTo(watching.before);
  }

  @Test
  void rehearse_sumo_leavesNoProcess() {
    assumeSumo();
    rehearse(SUMO);
  }

  @Test
  void rehearse_mujoco_leavesNoProcess() {
    assumeMujoco();
    rehearse(MUJOCO);
  }

  @Test
  void commands_sumo_leaveNoProcess(@TempDir Path folder) {
    assumeSumo();
    List<ProcessHandle> before = children();
    String film = folder.resolve("film.svg").toString();
    assertThat(execute("check", "--episodes", "2")).isZero();
    assertThat(execute("render", "--output", film)).isZero();
    assertThat(folder.resolve("film.svg")).isNotEmptyFile();
    assertThat(children()).isEqualTo(before);
  }

  private static int execute(String command, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("env", command, "sumo-grid", "--set", "horizon=4"));
    arguments.addAll(List.of("--set", "rows=1", "--set", "columns=1"));
    arguments.addAll(List.of(options));
    return Commands.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .execute(arguments.toArray(String[]::new));
  }
}

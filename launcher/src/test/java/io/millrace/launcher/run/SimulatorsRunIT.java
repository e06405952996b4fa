package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.env.sumo.SumoGrid;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.recipe.RecipeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two workers with simulators of their own, in a whole pipeline that comes to its end. */
class SimulatorsRunIT {
  private static final String YAML =
      """
      id: ends
      policy: {network: {hidden: [8]}, critic: {hidden: [8]}, flow: categorical, flowSteps: 1}
      environment: {id: sumo-grid, rows: 1, columns: 2, horizon: 4, warmUp: 5}
      rollout: {workers: 2, groupSize: 2, sampler: ode}
      credit: {id: gae, discount: 0.9}
      objective: ppo
      optimizer: adam
      learner: {batch: 4, minibatch: 8}
      stop: {updates: 2}
      evaluation: {episodes: 2}
      """;

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  @Test
  void run_sumo_leavesNoProcess() throws InterruptedException {
    assumeTrue(SumoGrid.unavailable().isEmpty(), () -> SumoGrid.unavailable().orElseThrow());
    List<ProcessHandle> before = children();
    RunReport report =
        new TrainingRun(
                RecipeReader.parse("ends", YAML, List.of()),
                new RunOptions(null, false),
                Progress.silent())
            .run();
    assertThat(report.curve()).hasSize(2);
    assertThat(children()).isEqualTo(before);
  }
}

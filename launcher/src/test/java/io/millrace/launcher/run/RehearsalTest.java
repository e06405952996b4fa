package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void run_fewUpdates_reportsThemAndAddsUp() {
    RunReport report = rehearse();

    assertThat(report.status()).isEqualTo("completed");
    assertThat(report.curve()).hasSize(5);
    assertThat(report.fates().used()).isEqualTo(5 * 2 * 10); // updates x groups x members
    assertThat(report.fates().published())
        .isEqualTo(report.fates().used() + report.fates().open() + report.fates().stale());
    assertThat(report.last().episodes()).isEqualTo(20);
    assertThat(report.policy().version()).isEqualTo(6);
  }

  @Test
  void run_everyUpdate_tellsRatiosOfFlowStepsAndDistances() {
    RunReport.CurvePoint first = rehearse().curve().get(0);

    assertThat(first.metrics())
        .containsEntry("first-log-ratio-max", 0.0)
        .containsKeys("ratio-mean", "ratio-mean-step-0", "clip-fraction-step-0")
        .containsKeys("reference-kl", "action-spread", "gradient-norm");
  }

  @Test
  void run_twice_givesTheSameWeights() {
    assertThat(rehearse().policy().sha256()).isEqualTo(rehearse().policy().sha256());
  }

  @Test
  void run_valuesAndGroupsOfOne_learnThroughTheSameGates() {
    RunReport report =
        new Rehearsal(
                TinyRecipe.with(
                    "credit.id=gae",
                    "rollout.groupSize=1",
                    "rollout.exploration={window: 1, order: cyclic}"),
                Progress.silent())
            .run();
    assertThat(report.curve()).hasSize(5);
    assertThat(report.fates().used()).isEqualTo(5 * 2);
  }

  @Test
  void run_recipeThatLearnsNothingOnline_judgesVersionOneBesideRandomWeights() {
    RunReport report =
        new Rehearsal(
                TinyRecipe.with(
                    "objective.id=none",
                    "stop.updates=0",
                    "policy.warmStart={source: demonstrations, steps: 50}"),
                Progress.silent())
            .run();
    assertThat(report.curve()).isEmpty();
    assertThat(report.fates().published()).isZero();
    assertThat(report.policy().version()).isEqualTo(1);
    assertThat(report.first()).isNotEqualTo(report.last());
  }

  private static RunReport rehearse() {
    return new Rehearsal(TinyRecipe.with(), Progress.silent()).run();
  }
}

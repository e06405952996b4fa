package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunIT {
  private static long sum(RunReport.Fates f) {
    return f.used()
        + f.late()
        + f.stale()
        + f.duplicate()
        + f.rejected()
        + f.incomplete()
        + f.open();
  }

  @Test
  void run_fewUpdates_reportsThemAndAddsUp(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    TrainingRun run =
        new TrainingRun(TinyRecipe.with(), new RunOptions(data, false), Progress.silent());

    RunReport report = run.run();
    System.out.println(report);

    assertThat(run.failure()).isEmpty();
    assertThat(report.status()).isEqualTo("completed");
    assertThat(report.curve()).extracting(CurvePoint::update).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(report.fates().used()).isEqualTo(5 * 2 * 10); // updates x groups x members
    assertThat(sum(report.fates())).isEqualTo(report.fates().published());
    assertThat(report.staleness().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(report.fates().used());
    assertThat(report.last().episodes()).isEqualTo(20);
    assertThat(report.policy().version()).isEqualTo(6);
    assertThat(report.policy().sha256()).matches("[0-9a-f]{64}");
    assertThat(report.latencyMs().publishedToActing().p50()).isPositive();
    assertThat(report.wallSeconds().startUp()).isLessThan(report.wallSeconds().total());
    assertThat(data).doesNotExist();
  }

  @Test
  void requestStop_endlessRecipe_endsWithAReport(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    StopAtUpdate person = new StopAtUpdate(3);
    TrainingRun run =
        new TrainingRun(
            TinyRecipe.with("stop.updates=0", "stop.wallTime=10m"),
            new RunOptions(data, false),
            person);
    person.watches(run);

    RunReport report = run.run();

    assertThat(report.status()).isEqualTo("stopped");
    assertThat(report.curve()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(sum(report.fates())).isEqualTo(report.fates().published());
    assertThat(data).doesNotExist();
  }

  @Test
  void run_objectiveNone_clonesAndJudgesItBesideRandomWeights(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    TrainingRun run =
        new TrainingRun(
            TinyRecipe.with(
                "environment=multigoal-2d",
                "objective=none",
                "stop.updates=0",
                "policy.warmStart.source=topic",
                "policy.warmStart.steps=300",
                "evaluation.episodes=200"),
            new RunOptions(data, false),
            Progress.silent());

    RunReport report = run.run();
    System.out.println(report);

    assertThat(report.status()).isEqualTo("completed");
    assertThat(report.curve()).extracting(CurvePoint::update).containsExactly(0L, 300L);
    assertThat(report.curve().get(0).meanReturn()).isEqualTo(report.first().meanReturn());
    assertThat(report.curve().get(1).meanReturn()).isEqualTo(report.last().meanReturn());
    assertThat(report.fates()).isEqualTo(new RunReport.Fates(0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(report.throughput().updatesPerSecond()).isZero();
    assertThat(report.policy().version()).isEqualTo(1);
    assertThat(report.policy().sha256()).matches("[0-9a-f]{64}");
    // Random weights run at full speed, which costs 30 a step; the demonstrator walks.
    assertThat(report.last().meanReturn()).isGreaterThan(report.first().meanReturn() + 300);
    assertThat(data).doesNotExist();
  }
}

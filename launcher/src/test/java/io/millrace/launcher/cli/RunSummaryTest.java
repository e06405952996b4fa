package io.millrace.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.report.Percentiles;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  private static String print(RunReport report) {
    StringWriter text = new StringWriter();
    new RunSummary(report).print(new PrintWriter(text, true), null, null);
    return text.toString();
  }

  private static RunReport report(List<CurvePoint> curve, RunReport.Evaluation evaluation) {
    return new RunReport(
        new RunReport.RecipeId("flow-grpo", "h"),
        1,
        "completed",
        curve,
        evaluation,
        evaluation,
        new RunReport.Fates(1_968, 1_900, 0, 20, 0, 0, 0, 48),
        Map.of("1", 1_900L),
        new RunReport.Throughput(389, 380, 7.9),
        new RunReport.LatencyMs(Percentiles.of(new double[] {120})),
        new RunReport.WallSeconds(22, 3.2),
        new RunReport.PolicyId("gmm1d", 3, "54406dcbf502aabb"));
  }

  @Test
  void print_finishedRun_tellsWhatItDid() {
    RunReport.Evaluation evaluation =
        new RunReport.Evaluation(200, 0.98, 0.01, 0.98, Map.of("goalsAlive", 4.0));
    List<CurvePoint> curve =
        List.of(new CurvePoint(1, 48, 4, 0.49, 0.49), new CurvePoint(2, 96, 5, 0.98, 0.98));

    assertThat(print(report(curve, evaluation)))
        .contains("completed: 2 updates in 22 s (start-up 3.2 s)")
        .contains("0.490 → 0.980  ▁█")
        .contains("49 % → 98 %")
        .contains("200 fresh episodes: return 0.980 ± 0.010, success 98 %")
        .contains("goalsAlive 4\n")
        .contains("1,968 trajectories = 1,900 used + 20 stale + 48 open")
        .contains("1 version: 100 %")
        .contains("p50 120 ms")
        .contains("gmm1d version 3, sha256 54406dcbf502");
  }

  @Test
  void print_stoppedBeforeTheFirstUpdate_leavesOutWhatIsUnknown() {
    assertThat(print(report(List.of(), null)))
        .contains("0 updates")
        .doesNotContain("return")
        .doesNotContain("evaluation");
  }
}

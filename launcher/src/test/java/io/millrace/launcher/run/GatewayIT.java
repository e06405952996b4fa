package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.GatewayLimits;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's Python script, a process of its own, learns: broker, Flink and store are real. */
class GatewayIT {
  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder;
  private volatile Process script;

  @Test
  @Timeout(240)
  void toy_pythonScript_learns() throws Exception {
    Assumptions.assumeTrue(PythonScript.canRun(), "python3 is not installed");
    Recipe recipe =
        RecipeReader.read(ROOT.resolve("recipes/gateway-toy.yaml"), List.of("stop.wallTime=150s"));
    GatewayPlan plan =
        new GatewayPlan(
            ServerSettings.plain("127.0.0.1", 0),
            GatewayLimits.standard(),
            null,
            Duration.ofSeconds(10));
    TrainingRun run =
        TrainingRun.throughGateway(
            recipe,
            new RunOptions(folder.resolve("data"), false),
            new ListeningPort(this::start),
            plan);

    RunReport report = run.run();

    assertThat(run.failure()).isEmpty();
    assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isZero();
    List<CurvePoint> curve = report.curve();
    System.out.println(curve.stream().map(CurvePoint::meanReturn).toList());
    assertThat(report.updates()).isEqualTo(60);
    assertThat(mean(curve.subList(50, 60))).isGreaterThan(mean(curve.subList(0, 10)) + 6);
    assertThat(report.last().extra()).doesNotContainKey(RunReport.JUDGED_ON);
    // The weights of the last version may take longer than the gateway waits for them.
    assertThat((long) report.last().extra().get("version"))
        .isBetween(report.policy().version() - 1, report.policy().version());
    assertThat(report.last().episodes()).isEqualTo(100);
    assertThat(report.last().meanReturn()).isGreaterThan(mean(curve.subList(0, 10)) + 6);
    RunReport.Fates fates = report.fates();
    assertThat(fates.used()).isEqualTo(60 * 16);
    assertThat(
            fates.used()
                + fates.stale()
                + fates.late()
                + fates.duplicate()
                + fates.rejected()
                + fates.incomplete()
                + fates.open())
        .isEqualTo(fates.published());
  }

  private static double mean(List<CurvePoint> points) {
    return points.stream().mapToDouble(CurvePoint::meanReturn).average().orElseThrow();
  }

  private void start(String port) {
    try {
      script =
          PythonScript.process(PythonScript.TOY, port)
              .redirectOutput(folder.resolve("toy.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

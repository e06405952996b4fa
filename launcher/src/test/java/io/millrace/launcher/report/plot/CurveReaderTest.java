package io.millrace.launcher.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.launcher.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveReaderTest {
  /** Of a later release: its curve has a figure, entropy, that this one does not know. */
  private static final String REPORT =
      """
      {"recipe": {"id": "pendulum"}, "seed": 7, "wallSeconds": {"startUp": 8.0},
       "curve": [
         {"update": 1, "envSteps": 10, "wallSeconds": 9.0, "meanReturn": -5, "success": null, "entropy": 2},
         {"update": 2, "envSteps": 20, "wallSeconds": 9.5, "meanReturn": "NaN", "success": 0.5, "entropy": 1},
         {"update": 3, "envSteps": 30, "wallSeconds": 11.0, "meanReturn": -1, "success": 0.75, "entropy": 0}],
       "final": {"episodes": 100, "meanReturn": -2, "standardError": 0.5, "success": 0.8,
                 "extra": {"entropy": 0.25}}}
      """;

  @TempDir private Path folder;

  private RunCurve read(XAxis x, Metric metric) throws Exception {
    Path file = Files.writeString(folder.resolve("report.json"), REPORT);
    return new CurveReader(x, metric).read(file);
  }

  @Test
  void read_return_leavesOutWhatIsNotFinite() throws Exception {
    RunCurve run = read(XAxis.ENV_STEPS, Metric.RETURN);

    assertThat(run.recipe()).isEqualTo("pendulum");
    assertThat(run.seed()).isEqualTo(7);
    assertThat(run.points()).containsExactly(new Point(10, -5), new Point(30, -1));
    assertThat(run.last()).isEqualTo(new Spread(-2, -2.5, -1.5));
  }

  /** The final evaluation never was scaled. */
  @Test
  void read_scaledRewards_bringsTheCurveToTheEnvironmentsOwn() throws Exception {
    Path file = Files.writeString(folder.resolve("report.json"), REPORT);
    RunCurve run = new CurveReader(XAxis.ENV_STEPS, Metric.RETURN, 0.5).read(file);

    assertThat(run.points()).containsExactly(new Point(10, -10), new Point(30, -2));
    assertThat(run.last()).isEqualTo(new Spread(-2, -2.5, -1.5));
  }

  @Test
  void read_success_isInPercentWithItsBinomialError() throws Exception {
    RunCurve run = read(XAxis.UPDATE, Metric.SUCCESS);

    assertThat(run.points()).containsExactly(new Point(2, 50), new Point(3, 75));
    // sqrt(0.8 * 0.2 / 100) = 0.04
    assertThat(run.last().low()).isCloseTo(76, within(1e-9));
    assertThat(run.last().high()).isCloseTo(84, within(1e-9));
  }

  @Test
  void read_wallSeconds_countFromTheEndOfStartUp() throws Exception {
    assertThat(read(XAxis.WALL_SECONDS, Metric.RETURN).points())
        .containsExactly(new Point(1, -5), new Point(3, -1));
  }

  @Test
  void read_figureOfALaterRelease_isDrawnToo() throws Exception {
    RunCurve run = read(XAxis.UPDATE, Metric.named("entropy"));

    assertThat(run.points()).containsExactly(new Point(1, 2), new Point(2, 1), new Point(3, 0));
    assertThat(run.last()).isEqualTo(new Spread(0.25, 0.25, 0.25));
  }

  @Test
  void read_unknownMetric_listsThoseThereAre() {
    assertThatThrownBy(() -> read(XAxis.UPDATE, Metric.named("loss")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("\"loss\"")
        .hasMessageContaining("report.json")
        .hasMessageEndingWith("it has: entropy, return, success");
  }
}

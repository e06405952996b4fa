package io.millrace.launcher.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.launcher.error.UserError;
import io.millrace.launcher.report.plot.CurveLine.LinePoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The golden numbers are worked out by hand; the arithmetic stands beside them. */
class CurveLineTest {
  private static final Spread NO_EVALUATION = null;

  private static RunCurve run(String file, long seed, Spread last, double... xy) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new Point(xy[i], xy[i + 1]));
    }
    return new RunCurve(Path.of(file), "pendulum", seed, points, last);
  }

  private static RunCurve run(long seed, double... xy) {
    return run("pendulum-seed" + seed + ".json", seed, NO_EVALUATION, xy);
  }

  @Test
  void average_runsWithOtherPlaces_interpolatesAndKeepsWhatAllHave() {
    // The first is y = x up to 10, the second y = x / 5 from 5 on; 7 is a point of the second only.
    RunCurve first = run(1, 0, 0, 6, 6, 10, 10);
    RunCurve second = run(2, 5, 1, 7, 1.4, 15, 3);

    CurveLine line = CurveLine.average("pendulum", List.of(first, second), Band.MIN_MAX);

    assertThat(line.seeds()).isEqualTo(2);
    assertThat(line.points()).extracting(LinePoint::x).containsExactly(5.0, 6.0, 7.0, 10.0);
    // 5: 5 and 1. 6: 6 and 1.2. 7: 7 and 1.4. 10: 10 and 1.4 + 3/8 * 1.6 = 2.
    double[][] expected = {{3, 1, 5}, {3.6, 1.2, 6}, {4.2, 1.4, 7}, {6, 2, 10}};
    for (int i = 0; i < expected.length; i++) {
      Spread y = line.points().get(i).y();
      assertThat(y.mean()).isCloseTo(expected[i][0], within(1e-12));
      assertThat(y.low()).isCloseTo(expected[i][1], within(1e-12));
      assertThat(y.high()).isCloseTo(expected[i][2], within(1e-12));
    }
  }

  @Test
  void average_standardError_isTheSampleDeviationOverTheRootOfTheCount() {
    // 1, 2, 6: mean 3, squares 4 + 1 + 9 = 14, variance 14 / 2 = 7, error sqrt(7 / 3).
    List<RunCurve> runs = List.of(run(1, 0, 1), run(2, 0, 2), run(3, 0, 6));

    Spread y = CurveLine.average("p", runs, Band.STANDARD_ERROR).points().get(0).y();

    assertThat(y.mean()).isEqualTo(3);
    assertThat(y.high() - 3).isCloseTo(1.5275252316519468, within(1e-12));
    assertThat(3 - y.low()).isCloseTo(1.5275252316519468, within(1e-12));
  }

  @Test
  void average_oneRun_isTheRunWithoutABand() {
    for (Band band : Band.values()) {
      CurveLine line = CurveLine.average("p", List.of(run(1, 0, 4, 1, 5)), band);

      assertThat(line.points())
          .containsExactly(
              new LinePoint(0, new Spread(4, 4, 4)), new LinePoint(1, new Spread(5, 5, 5)));
    }
  }

  @Test
  void average_finalsOfSeveralSeeds_spreadOverSeeds() {
    RunCurve first = run("a-1.json", 1, new Spread(10, 9, 11), 0, 0);
    RunCurve second = run("a-2.json", 2, new Spread(14, 0, 30), 0, 0);

    assertThat(CurveLine.average("a", List.of(first, second), Band.MIN_MAX).last())
        .isEqualTo(new Spread(12, 10, 14));
    assertThat(CurveLine.average("a", List.of(first), Band.MIN_MAX).last())
        .as("one seed keeps the error over its episodes")
        .isEqualTo(new Spread(10, 9, 11));
  }

  @Test
  void average_oneSeedWithoutFinal_hasNone() {
    RunCurve first = run("a-1.json", 1, new Spread(10, 9, 11), 0, 0);

    assertThat(CurveLine.average("a", List.of(first, run(2, 0, 0)), Band.MIN_MAX).last()).isNull();
  }

  @Test
  void average_nothingInCommon_namesTheReports() {
    List<RunCurve> runs = List.of(run(1, 0, 0, 1, 1), run(2, 2, 2, 3, 3));

    assertThatThrownBy(() -> CurveLine.average("pendulum", runs, Band.MIN_MAX))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no part of the x axis in common")
        .hasMessageContaining("pendulum-seed2.json");
  }

  @Test
  void of_sameSeedTwice_namesBothFiles() {
    List<RunCurve> runs =
        List.of(
            run("a/p-seed1.json", 1, NO_EVALUATION, 0, 0),
            run("b/p-seed1.json", 1, NO_EVALUATION, 0, 0));

    assertThatThrownBy(() -> CurveLine.of(runs, Grouping.RECIPE, Band.MIN_MAX))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("seed=1: " + Path.of("a/p-seed1.json"))
        .hasMessageContaining(Path.of("b/p-seed1.json").toString());
  }

  @Test
  void of_seedsOfTwoVariants_areTwoLinesInTheOrderGiven() {
    List<RunCurve> runs =
        List.of(
            run("pendulum-cps-seed2.json", 2, NO_EVALUATION, 0, 2),
            run("pendulum-seed1.json", 1, NO_EVALUATION, 0, 7),
            run("pendulum-cps-seed1.json", 1, NO_EVALUATION, 0, 4));

    List<CurveLine> lines = CurveLine.of(runs, Grouping.RECIPE, Band.MIN_MAX);

    assertThat(lines).extracting(CurveLine::label).containsExactly("pendulum-cps", "pendulum");
    assertThat(lines).extracting(CurveLine::seeds).containsExactly(2, 1);
    assertThat(lines.get(0).points().get(0).y()).isEqualTo(new Spread(3, 2, 4));
  }

  @Test
  void of_byFile_everyReportIsALine() {
    List<RunCurve> runs =
        List.of(
            run("a/p-seed1.json", 1, NO_EVALUATION, 0, 0),
            run("b/p-seed1.json", 1, NO_EVALUATION, 0, 5));

    assertThat(CurveLine.of(runs, Grouping.FILE, Band.MIN_MAX))
        .extracting(line -> line.points().get(0).y().mean())
        .containsExactly(0.0, 5.0);
  }

  @Test
  void smooth_oddAndEvenWindows_meanOverWhatIsThere() {
    RunCurve run = run(1, 0, 1, 1, 2, 2, 3, 3, 10);

    // (1+2)/2, (1+2+3)/3, (2+3+10)/3, (3+10)/2; an even window reaches one further forward.
    assertThat(run.smooth(3).points()).extracting(Point::y).containsExactly(1.5, 2.0, 5.0, 6.5);
    assertThat(run.smooth(2).points()).extracting(Point::y).containsExactly(1.5, 2.5, 6.5, 10.0);
    assertThat(run.smooth(1)).isEqualTo(run);
  }

  @Test
  void at_pointsAtTheSamePlace_isTheFirst() {
    assertThat(run(1, 0, 1, 2, 5, 2, 9, 4, 9).at(2)).isEqualTo(5);
  }
}

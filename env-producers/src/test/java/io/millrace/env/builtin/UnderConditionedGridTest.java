package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnderConditionedGridTest extends EnvironmentKit {

  private static final UnderConditionedGrid.Options STANDARD =
      new UnderConditionedGrid.Options(
          UnderConditionedGrid.Death.NONE, UnderConditionedGrid.Start.ANY);
  private static final UnderConditionedGrid.Options DEADLY =
      new UnderConditionedGrid.Options(
          UnderConditionedGrid.Death.CENTER, UnderConditionedGrid.Start.MIDDLE);

  @Override
  protected Environment create() {
    return create(STANDARD);
  }

  private static Environment create(UnderConditionedGrid.Options options) {
    return TimeLimit.of(new SimulatedEnvironment(new UnderConditionedGrid(options)));
  }

  /** By hand; a half rounds to 0, as with NumPy. */
  @ParameterizedTest
  @CsvSource({
    "5, 12, 0.6, -0.6, 6, 11, 0, false,",
    "5, 12, 0.5, -0.5, 5, 12, 0, false,",
    "5, 12, 7, -7, 6, 11, 0, false,",
    "0, 12, -1, 0, 0, 12, 0, false,",
    "24, 22, 1, 1, 24, 23, 20, true, high",
    "3, 2, 0, -1, 3, 1, 20, true, low",
    "10, 11, 1, 1, 11, 12, 0, false,",
  })
  void step_goldenTransition_matches(
      double x,
      double y,
      float ax,
      float ay,
      double nextX,
      double nextY,
      double reward,
      boolean done,
      String goal) {
    Environment environment = create();
    StepResult out = new StepResult(2);
    environment.setState(new double[] {x, y});
    environment.step(new float[] {ax, ay}, out);
    assertThat(environment.state()).containsExactly(nextX, nextY);
    assertThat(out.observation())
        .containsExactly((float) ((nextX - 12) / 12), (float) ((nextY - 12) / 12));
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isEqualTo(done);
    assertThat(environment.success()).isEqualTo(done);
    assertThat(environment.attributes().get("goal")).isEqualTo(goal);
  }

  @Test
  void step_intoTheDeathZone_endsWithoutSuccess() {
    Environment environment = create(DEADLY);
    StepResult out = new StepResult(2);
    environment.setState(new double[] {10, 11});
    environment.step(new float[] {1, 1}, out);
    assertThat(out.reward()).isEqualTo(-10);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isFalse();
    assertThat(environment.attributes()).isEmpty();
  }

  @Test
  void step_standingStill_truncatesAfterHundred() {
    Environment environment = create();
    environment.reset(3, new float[2]);
    StepResult out = new StepResult(2);
    int steps = 0;
    do {
      environment.step(new float[2], out);
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(100);
    assertThat(out.truncated()).isTrue();
  }

  @Test
  void reset_manySeeds_startsOutsideEveryZone() {
    Environment any = create();
    Environment middle = create(DEADLY);
    float[] observation = new float[2];
    boolean[] rows = new boolean[25];
    for (int seed = 0; seed < 1000; seed++) {
      any.reset(seed, observation);
      rows[(int) any.state()[1]] = true;
      middle.reset(seed, observation);
      assertThat(middle.state()[1]).isEqualTo(12);
      assertThat(Math.abs(middle.state()[0] - 12)).isGreaterThan(1);
    }
    for (int y = 0; y < 25; y++) {
      assertThat(rows[y]).as("row %d", y).isEqualTo(y >= 2 && y <= 22);
    }
  }

  @Test
  void summarize_fourEpisodes_tellsTheShareOfEachGoal() {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    for (String goal : List.of("low", "high", "high")) {
      episodes.add(new EpisodeOutcome(20, 11, true, Map.of("goal", goal)));
    }
    episodes.add(new EpisodeOutcome(0, 100, false, Map.of()));
    assertThat(new UnderConditionedGridProvider().summarize(episodes))
        .isEqualTo(Map.of("goal-low", 0.25, "goal-high", 0.5));
  }

  @Test
  void scene_cell_isDrawnWhereItIs() {
    Environment grid = create();
    grid.setState(new double[] {3, 20});
    Mark.Rectangle cell = (Mark.Rectangle) grid.scene().orElseThrow().marks().get(0);
    assertThat(new double[] {cell.x(), cell.y(), cell.width(), cell.height()})
        .containsExactly(3, 20, 1, 1);
  }
}

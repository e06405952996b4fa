package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoBandBanditTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(dynamics(TwoBandBandit.Demonstrations.NORMAL)));
  }

  private static TwoBandBandit dynamics(TwoBandBandit.Demonstrations demonstrations) {
    return new TwoBandBandit(new TwoBandBandit.Options(demonstrations));
  }

  /** By hand: 0.6 < |a_y| < 1.6, whatever a_x. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, up",
    "9, -1, 1, down",
    "0, 0.61, 1, up",
    "0, -1.59, 1, down",
    "1, 0.59, 0,",
    "0, -1.61, 0,",
    "0, 0, 0,",
  })
  void step_goldenTransition_matches(float x, float y, double reward, String band) {
    Environment environment = create();
    StepResult out = new StepResult(0);
    environment.setState(new double[0]);
    environment.step(new float[] {x, y}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isEqualTo(reward == 1);
    assertThat(environment.attributes().get("band")).isEqualTo(band);
  }

  /** P(0.6 < |z| < 1.6) = 0.438909 for a standard normal z, by a table of the distribution. */
  @Test
  void demonstrate_normal_earnsWhatAGaussianEarns() {
    Map<String, Double> figures = demonstrated(TwoBandBandit.Demonstrations.NORMAL);
    assertThat(figures.get("band-up")).isCloseTo(0.2195, within(0.01));
    assertThat(figures.get("band-down")).isCloseTo(0.2195, within(0.01));
  }

  @Test
  void demonstrate_bands_areInBothEquallyOften() {
    Map<String, Double> figures = demonstrated(TwoBandBandit.Demonstrations.BANDS);
    assertThat(figures.get("band-up")).isCloseTo(0.5, within(0.02));
    assertThat(figures.get("band-up") + figures.get("band-down")).isCloseTo(1, within(1e-12));
  }

  private Map<String, Double> demonstrated(TwoBandBandit.Demonstrations demonstrations) {
    int n = 20_000;
    float[][] actions = new float[n][2];
    dynamics(demonstrations).demonstrate(new RandomSource(7), new float[n][0], actions);
    List<EpisodeOutcome> episodes = new ArrayList<>();
    Environment environment = create();
    StepResult out = new StepResult(0);
    for (float[] action : actions) {
      environment.reset(1, new float[0]);
      environment.step(action, out);
      episodes.add(
          new EpisodeOutcome(out.reward(), 1, environment.success(), environment.attributes()));
    }
    return new TwoBandBanditProvider().summarize(episodes);
  }
}

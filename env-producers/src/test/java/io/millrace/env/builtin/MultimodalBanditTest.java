package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultimodalBanditTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new MultimodalBandit()));
  }

  private static double reward(double x, double y) {
    Environment bandit = new SimulatedEnvironment(new MultimodalBandit());
    StepResult out = new StepResult(0);
    bandit.reset(1, new float[0]);
    bandit.step(new float[] {(float) x, (float) y}, out);
    assertThat(out.terminated()).isTrue();
    return out.reward();
  }

  /** Golden numbers of the environment's sheet; the last is far from all modes, by hand. */
  @ParameterizedTest
  @CsvSource({
    "2, 0, -2.079437",
    "0, 0, -22.222222",
    "1.4, 1.4, -2.081681",
    "1.8, 0.2, -2.523697",
    "102, 0, -55557.635",
  })
  void step_goldenAction_matches(double x, double y, double reward) {
    assertThat(reward(x, y)).isCloseTo(reward, within(1e-6 * Math.max(1, Math.abs(reward))));
  }

  /** exp(reward) N(a; 0, 4 I) is the mixture that the class names, up to a constant. */
  @Test
  void reward_underTheReference_isTheMixtureOfItsDescription() {
    double precision = 1 / 0.09 + 0.25;
    double radius = 2 / 0.09 / precision;
    assertThat(precision).isCloseTo(11.361111, within(1e-6));
    assertThat(radius).isCloseTo(1.955990, within(1e-6));
    assertThat(1 / Math.sqrt(precision)).isCloseTo(0.296681, within(1e-6));
    RandomSource random = new RandomSource(3);
    double constant = Double.NaN;
    for (int i = 0; i < 100; i++) {
      double x = (float) (2 * random.nextGaussian());
      double y = (float) (2 * random.nextGaussian());
      double tilted = reward(x, y) - (x * x + y * y) / 8;
      double mixture = 0;
      for (int k = 0; k < 8; k++) {
        double dx = x - radius * Math.cos(Math.PI * k / 4);
        double dy = y - radius * Math.sin(Math.PI * k / 4);
        mixture += Math.exp(-precision * (dx * dx + dy * dy) / 2) / 8;
      }
      double difference = tilted - Math.log(mixture);
      constant = i == 0 ? difference : constant;
      assertThat(difference).isCloseTo(constant, within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 0",
    "1, 1, 1",
    "0.1, 3, 2",
    "-2, 0.1, 4",
    "-2, -0.1, 4",
    "1, -1, 7",
    "2, -0.3, 0"
  })
  void attributes_action_nameItsSector(float x, float y, String sector) {
    Environment bandit = create();
    bandit.reset(1, new float[0]);
    assertThat(bandit.attributes()).isEmpty();
    bandit.step(new float[] {x, y}, new StepResult(0));
    assertThat(bandit.attributes()).containsEntry("sector", sector);
    assertThat(Double.parseDouble(bandit.attributes().get("radius")))
        .isCloseTo(Math.hypot(x, y), within(1e-6));
  }

  @Test
  void demonstrate_manyActions_areTheReference() {
    int n = 20_000;
    float[][] actions = new float[n][2];
    new MultimodalBandit().demonstrate(new RandomSource(4), new float[n][0], actions);
    double squares = 0;
    for (float[] action : actions) {
      squares += (action[0] * action[0] + action[1] * action[1]) / (2.0 * n);
    }
    assertThat(Math.sqrt(squares)).isCloseTo(2, within(0.03));
  }

  @Test
  void summarize_actions_areSharesOfSectors() {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // Sector 3: 60, sector 0: 36, sector 7: 4.
      String sector = i < 60 ? "3" : i < 96 ? "0" : "7";
      episodes.add(
          new EpisodeOutcome(0, 1, null, Map.of("sector", sector, "radius", i < 50 ? "1" : "3")));
    }
    assertThat(new MultimodalBanditProvider().summarize(episodes))
        .containsEntry("sector3", 0.6)
        .containsEntry("sector0", 0.36)
        .containsEntry("sector7", 0.04)
        .containsEntry("sector5", 0.0)
        .containsEntry("sectors-alive", 2.0)
        .containsEntry("radius", 2.0);
  }

  @Test
  void scene_actionBeyondThePlane_dotIsPutOntoItsEdgeAndStays() {
    Environment bandit = create();
    bandit.reset(1, new float[0]);
    assertThat(bandit.scene().orElseThrow().marks()).isEmpty();
    bandit.step(new float[] {0, 9}, new StepResult(0));
    Scene scene = bandit.scene().orElseThrow();
    Mark.Disc dot = (Mark.Disc) scene.marks().get(0);
    assertThat(dot.x()).isEqualTo(52); // the plane is 84 units wide, from 10 on
    assertThat(dot.y()).isEqualTo(94);
    assertThat(scene.trail()).hasSize(1);
  }
}

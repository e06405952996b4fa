package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PPO and the discrete clipped ratio on choices under masks; numbers: conformance/categorical. */
final class CategoricalPpoTest {
  private static final Choices CHOICES = new Choices(List.of(2, 3), true);
  private static final int FEATURES = 2;
  private static final int OBSERVED = FEATURES + 5;
  private static final int ROWS = 24;
  private static final Ppo PPO = new Ppo(0.2, 0.1, new ValueError(0.5, 0), true);

  private final FlowPolicy policy =
      FlowPolicy.random(
          FlowPolicySpec.categorical(
              OBSERVED, List.of(8), "tanh", CHOICES, List.of(PartSpec.value(List.of(8), "tanh"))),
          new RandomSource(3));
  private final ActionBatch batch =
      ActedRows.of(policy, ROWS, new RandomSource(4), CategoricalPpoTest::mask);

  /** Random masks with a choice at least at each position. */
  private static void mask(float[] observations, RandomSource random) {
    for (int row = 0; row < ROWS; row++) {
      int at = row * OBSERVED + FEATURES;
      for (int count : CHOICES.counts()) {
        for (int choice = 0; choice < count; choice++) {
          observations[at + choice] = random.nextInt(2);
        }
        observations[at + random.nextInt(count)] = 1;
        at += count;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppo", "fudoki"})
  void loss_weightsThatActed_hasRatioOne(String id) {
    Objective objective = id.equals("ppo") ? PPO : new Fudoki(0.2, 0.1, RatioUnit.DECISION);
    Measurements measured = new Measurements();
    objective.loss(ActedRows.scope(policy, batch, measured));
    assertThat(measured.maximum("log-ratio-max")).isZero();
  }

  @Test
  void loss_gradient_agreesWithCentralDifferences() {
    ActedRows.perturb(policy, 0.1, new RandomSource(9));
    float[] gradient = ActedRows.gradient(PPO, policy, batch);
    float[] weights = policy.model().parameters().values();
    float h = 1e-2f;
    int compared = 0;
    for (int i = 0; i < weights.length; i++) {
      float kept = weights[i];
      weights[i] = kept + h;
      double above = PPO.loss(ActedRows.scope(policy, batch, new Measurements())).item();
      weights[i] = kept - h;
      double below = PPO.loss(ActedRows.scope(policy, batch, new Measurements())).item();
      weights[i] = kept;
      // over a kink of the clip the two differ by what one of the rows adds
      assertThat((double) gradient[i])
          .as("weight %d", i)
          .isCloseTo((above - below) / (2 * h), within(5e-3));
      compared += gradient[i] != 0 ? 1 : 0;
    }
    assertThat(compared).isGreaterThan(weights.length / 2);
  }

  @Test
  void entropy_oneChoiceLeft_isZeroAndOfEqualOnesItsLogarithm() {
    float[] weights = policy.model().parameters().values();
    Arrays.fill(weights, 0f);
    for (int row = 0; row < ROWS; row++) {
      int at = row * OBSERVED + FEATURES;
      System.arraycopy(new float[] {0, 1, 1, 0, 1}, 0, batch.observation, at, 5);
      batch.path[row * 2] = 1;
      batch.path[row * 2 + 1] = 2;
    }
    Measurements measured = new Measurements();
    PPO.loss(ActedRows.scope(policy, batch, measured));
    // position 0 has one choice left, position 1 two alike
    assertThat(measured.values().get("entropy")).isCloseTo(Math.log(2) / 2, within(1e-6));
  }
}

package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Properties of the ratio of losses; its numbers are in {@code conformance/on-policy.json}. */
final class FpoTest {
  private static final int SIZE = 3;
  private static final int PAIRS = 4;

  private static FlowPolicy policy(long seed) {
    FlowPolicy policy =
        FlowPolicy.random(
            new FlowPolicySpec(
                2,
                SIZE,
                List.of(16),
                "silu",
                5,
                SamplerSpec.ODE,
                new float[SIZE],
                new float[] {1, 1, 1},
                FlowHead.VELOCITY,
                1,
                Exploration.ALL,
                new Recording(false, PAIRS),
                List.of()),
            new RandomSource(seed));
    ActedRows.perturb(policy, 0.1, new RandomSource(seed + 100));
    return policy;
  }

  private static MatchingRatio ratio(MatchingReduction reduction) {
    return new MatchingRatio(reduction, PAIRS, 0);
  }

  @Test
  void loss_weightsThatActed_hasRatioExactlyOne() {
    FlowPolicy policy = policy(1);
    ActionBatch batch = ActedRows.of(policy, 128, new RandomSource(2));
    MatchingRatio sum = ratio(MatchingReduction.SUM);
    Measurements measured = new Measurements();
    new Fpo(0.05, sum, ValueError.NONE, false).loss(ActedRows.scope(policy, batch, measured));
    new FpoPlusPlus(0.05, sum, ValueError.NONE, false)
        .loss(ActedRows.scope(policy, batch, measured));
    assertThat(measured.maximum("log-ratio-max")).isZero();
  }

  @Test
  void gradient_weightsThatActed_isThatOfAdvantageWeightedFlowMatching() {
    FlowPolicy policy = policy(3);
    ActionBatch batch = ActedRows.of(policy, 8, new RandomSource(4));
    float[] expected = new float[policy.model().parameters().size()];
    for (int i = 0; i < 8; i++) {
      float[] ofDecision = matchingGradient(policy, batch, i);
      for (int j = 0; j < expected.length; j++) {
        expected[j] += batch.advantage[i] * ofDecision[j] / 8;
      }
    }
    MatchingRatio mean = ratio(MatchingReduction.MEAN);
    Fpo fpo = new Fpo(0.05, mean, ValueError.NONE, false);
    FpoPlusPlus plus = new FpoPlusPlus(0.05, mean, ValueError.NONE, false);
    assertThat(ActedRows.gradient(fpo, policy, batch)).containsExactly(expected, within(1e-5f));
    assertThat(ActedRows.gradient(plus, policy, batch)).containsExactly(expected, within(1e-5f));
  }

  /** The gradient of plain flow matching to one decision's action, over its pairs. */
  private static float[] matchingGradient(FlowPolicy policy, ActionBatch batch, int i) {
    float[] noise = new float[PAIRS * SIZE];
    float[] action = new float[PAIRS * SIZE];
    float[] tau = new float[PAIRS];
    float[] observation = new float[PAIRS * 2];
    for (int p = 0; p < PAIRS; p++) {
      int pair = (i * PAIRS + p) * (SIZE + 2);
      System.arraycopy(batch.pairs, pair, noise, p * SIZE, SIZE);
      System.arraycopy(batch.path, batch.pathAt(i, 5), action, p * SIZE, SIZE);
      System.arraycopy(batch.observation, i * 2, observation, p * 2, 2);
      tau[p] = batch.pairs[pair + SIZE];
    }
    float[] gradients = policy.model().parameters().gradients();
    Arrays.fill(gradients, 0f);
    Tape tape = new Tape();
    tape.backward(FlowMatching.loss(tape, policy.model(), noise, action, tau, observation));
    return gradients.clone();
  }

  @Test
  void logRatio_sumInPlaceOfMean_isDTimesAsLarge() {
    FlowPolicy policy = policy(5);
    ActionBatch batch = ActedRows.of(policy, 16, new RandomSource(6));
    ActedRows.perturb(policy, 0.01, new RandomSource(7));
    float[] mean = logRatios(ratio(MatchingReduction.MEAN), policy, batch);
    float[] sum = logRatios(ratio(MatchingReduction.SUM), policy, batch);
    for (int i = 0; i < 16; i++) {
      assertThat(mean[i]).isNotZero();
      assertThat(sum[i]).isCloseTo(SIZE * mean[i], within(1e-6f));
    }
  }

  private static float[] logRatios(MatchingRatio ratio, FlowPolicy policy, ActionBatch batch) {
    Value value = ratio.ofDecisions(ActedRows.scope(policy, batch, new Measurements()));
    return value.data().clone();
  }

  @Test
  void logRatio_equalPairs_isTheSameOfDecisionAndPair() {
    FlowPolicy policy = policy(8);
    ActionBatch batch = ActedRows.of(policy, 4, new RandomSource(9));
    int width = SIZE + 2;
    for (int i = 0; i < 4; i++) {
      for (int p = 1; p < PAIRS; p++) {
        int first = i * PAIRS * width;
        System.arraycopy(batch.pairs, first, batch.pairs, first + p * width, width);
      }
    }
    ActedRows.perturb(policy, 0.05, new RandomSource(10));
    MatchingRatio mean = ratio(MatchingReduction.MEAN);
    float[] ofDecisions = logRatios(mean, policy, batch);
    Value ofPairs = mean.ofPairs(ActedRows.scope(policy, batch, new Measurements()));
    for (int row = 0; row < 4 * PAIRS; row++) {
      assertThat(ofPairs.data()[row]).isCloseTo(ofDecisions[row % 4], within(1e-6f));
    }
  }
}

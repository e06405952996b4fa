package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowRwrTest {
  /**
   * Sheet video-human-feedback, proof: three atoms -1, 0, 1 in equal shares with rewards 0, 1, 2.
   * The law that the trained flow must sample, tilted by exp(reward / temperature), has shares
   * .090031, .244728, .665241 at temperature 1 and .186324, .307196, .506480 at 2.
   */
  @Test
  void train_threeAtoms_samplesTheTiltedLaw() {
    assertShares(1, .090031, .244728, .665241);
    assertShares(2, .186324, .307196, .506480);
  }

  private static void assertShares(double temperature, double... expected) {
    long seed = 11;
    FlowPolicy policy = Atoms.train(new FlowRwr(temperature, 1), seed);
    double[] shares = Atoms.shares(policy, seed);
    for (int atom = 0; atom < 3; atom++) {
      assertThat(shares[atom])
          .as("atom %d at temperature %s, seed %d", atom - 1, temperature, seed)
          .isCloseTo(expected[atom], within(0.035));
    }
  }

  @Test
  void loss_largeRewards_doesNotOverflow() {
    FlowPolicy policy = ClosedFormScope.policy(1, List.of());
    ActionBatch batch = ClosedFormScope.actions(1, 1, 2);
    batch.advantage[0] = 1e6f;
    batch.advantage[1] = 1e6f;
    LossScope scope = ClosedFormScope.scope(policy, policy, batch, new RandomSource(2), 1);
    float loss =
        new FlowRwr(0.01, 1).loss(scope, batch, new float[2], new float[] {.5f, .5f}).item();
    // equal rewards: weights 1, so the mean of 1^2 and 2^2
    assertThat(loss).isCloseTo(2.5f, within(1e-6f));
  }
}

package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowDpoTest {
  private static final FlowDpo ALL_PAIRS = new FlowDpo(1, 100, 1);

  /**
   * Sheet video-human-feedback, proof: targets w (1, -1), l (.5, .5), velocities there (.8, -.7),
   * (.1, .9), of the reference (.6, -.5), (.3, .7). Squared errors .13, .41, .32, .08, inner -.52;
   * loss .571573 for beta 1, .071645 for beta 10. One linear network gives both points' velocities:
   * with noise 0 and tau 1 it reads the actions themselves.
   */
  @Test
  void loss_goldenPair_isTheSheets() {
    assertThat(goldenLoss(1)).isCloseTo(0.571573, within(1e-5));
    assertThat(goldenLoss(10)).isCloseTo(0.071645, within(1e-5));
  }

  private static double goldenLoss(double beta) {
    FlowPolicy policy = linear(.8, -.7, .1, .9);
    FlowPolicy reference = linear(.6, -.5, .3, .7);
    ActionBatch winner = ClosedFormScope.actions(2, 1, -1);
    ActionBatch loser = ClosedFormScope.actions(2, .5f, .5f);
    LossScope scope = ClosedFormScope.scope(policy, reference, winner, new RandomSource(1), 1);
    return new FlowDpo(beta, 1, 1).loss(scope, winner, loser, new float[2], new float[] {1}).item();
  }

  /** A network without hidden layer that gives these velocities at (1, -1) and (.5, .5). */
  private static FlowPolicy linear(double w0, double w1, double l0, double l1) {
    FlowPolicy policy = ClosedFormScope.policy(2, List.of());
    // rows x0, x1, tau of [in][out]: a (1, -1) = w, a (.5, .5) = l
    float[] weight = new float[6];
    weight[0] = (float) (l0 + w0 / 2);
    weight[1] = (float) (l1 + w1 / 2);
    weight[2] = (float) (l0 - w0 / 2);
    weight[3] = (float) (l1 - w1 / 2);
    System.arraycopy(weight, 0, policy.model().parameters().values(), 0, 6);
    return policy;
  }

  @Test
  void loss_firstVersion_isLogTwo() {
    FlowPolicy policy = linear(.8, -.7, .1, .9);
    ActionBatch batch = ClosedFormScope.actions(2, 1, 2, 3, 4, 5, 6);
    batch.advantage[2] = 1;
    LossScope scope = ClosedFormScope.scope(policy, policy, batch, new RandomSource(5), 1);
    assertThat((double) ALL_PAIRS.loss(scope).item()).isCloseTo(Math.log(2), within(1e-6));
  }

  @Test
  void loss_equalCredit_hasNoPairAndNoGradient() {
    FlowPolicy policy = linear(.8, -.7, .1, .9);
    ActionBatch batch = ClosedFormScope.actions(2, 1, 2, 3, 4);
    LossScope scope = ClosedFormScope.scope(policy, policy, batch, new RandomSource(5), 1);
    scope.tape().backward(ALL_PAIRS.loss(scope));
    assertThat(policy.model().parameters().gradients()).containsOnly(0f);
    assertThat(scope.measured().values()).containsEntry("preference-pairs", 0.0);
  }

  @Test
  void pairs_twoGroupsAndTimes_areTheirBestAgainstTheirWorst() {
    ActionBatch batch = ClosedFormScope.actions(1, 0, 0, 0, 0, 0, 0, 0, 0);
    float[] advantage = {1, 3, 2, 0, 5, 5, 7, 6};
    int[] group = {0, 0, 0, 0, 1, 1, 1, 1};
    int[] time = {0, 0, 0, 0, 0, 0, 1, 1};
    System.arraycopy(advantage, 0, batch.advantage, 0, 8);
    System.arraycopy(group, 0, batch.group, 0, 8);
    System.arraycopy(time, 0, batch.time, 0, 8);
    PreferencePairs best = PreferencePairs.of(batch, 1);
    assertThat(best.winner()).containsExactly(1, 6);
    assertThat(best.loser()).containsExactly(3, 7);
    PreferencePairs all = PreferencePairs.of(batch, 9);
    assertThat(all.winner()).containsExactly(1, 2, 6);
    assertThat(all.loser()).containsExactly(3, 0, 7);
  }

  @Test
  void construct_noBeta_isRefused() {
    assertThatThrownBy(() -> new FlowDpo(0, 1, 1)).hasMessageContaining("beta=0.0");
  }
}

package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chunks of two actions of one dimension, each action with credit of its own. */
class ActionCreditTest {
  private static final int ROWS = 6;

  private static PiRl objective(PiRl.Unit unit, double valueWeight, boolean normalize) {
    return new PiRl(
        0.2, 3, unit, PiRl.JointReduce.SUM, 0, valueWeight, valueWeight == 0 ? 0 : 0.2, normalize);
  }

  /** Without hidden layers, so that every output has weights of its own. */
  private static FlowPolicy policy(Recording recording) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            1,
            2,
            List.of(),
            "silu",
            3,
            new SamplerSpec("flow-sde", 0.7, 0, 0),
            new float[2],
            new float[] {1, 1},
            FlowHead.VELOCITY,
            2,
            Exploration.ALL,
            recording,
            List.of(PartSpec.value(List.of(), "silu", recording.actionRewards() ? 2 : 1)));
    return FlowPolicy.random(spec, new RandomSource(3));
  }

  private static ActionBatch acted(FlowPolicy policy) {
    return ActedRows.of(policy, ROWS, new RandomSource(4));
  }

  private static FlowPolicy byActions() {
    return policy(Recording.NONE.withActionRewards());
  }

  /** The weights and the bias that decide output {@code column} of the velocity. */
  private static float[] velocityGradient(FlowPolicy policy, int column) {
    var layer = policy.model().velocity().heads().get(0).layers().get(0);
    float[] weights = policy.model().parameters().readGradient(layer.weight());
    int in = weights.length / 2;
    return Arrays.copyOfRange(weights, column * in, (column + 1) * in);
  }

  @Test
  void loss_creditOfTheSecondAction_movesItsLikelihoodAlone() {
    FlowPolicy policy = byActions();
    ActionBatch batch = acted(policy);
    Arrays.fill(batch.advantage, 0);
    for (int row = 0; row < ROWS; row++) {
      batch.advantage[row * 2 + 1] = row - 2;
    }

    ActedRows.gradient(objective(PiRl.Unit.ACTION, 0, false), policy, batch);

    assertThat(velocityGradient(policy, 0)).containsOnly(0f);
    assertThat(velocityGradient(policy, 1)).doesNotContain(0f);
  }

  @Test
  void loss_equalCreditOfBothActions_isThatOfTheDecision() {
    FlowPolicy shared = policy(Recording.NONE);
    FlowPolicy apart = byActions();
    ActionBatch whole = acted(shared);
    ActionBatch parts = acted(apart);
    for (int row = 0; row < ROWS; row++) {
      Arrays.fill(parts.advantage, row * 2, row * 2 + 2, whole.advantage[row]);
    }
    for (PiRl.Unit unit : new PiRl.Unit[] {PiRl.Unit.ACTION, PiRl.Unit.TOKEN}) {
      PiRl objective = objective(unit, 0, true);
      ActedRows.gradient(objective, shared, whole);
      ActedRows.gradient(objective, apart, parts);
      for (int column = 0; column < 2; column++) {
        assertThat(velocityGradient(apart, column))
            .containsExactly(velocityGradient(shared, column), within(1e-6f));
      }
    }
  }

  @Test
  void loss_actionThatWasNotCarriedOut_learnsNothingEvenNormalized() {
    FlowPolicy policy = byActions();
    ActionBatch batch = acted(policy);
    for (int row = 0; row < ROWS; row++) {
      batch.advantage[row * 2] = row;
      batch.executed[row] = 1;
    }

    float[] gradient = ActedRows.gradient(objective(PiRl.Unit.ACTION, 1, true), policy, batch);
    float[] second = velocityGradient(policy, 1);
    for (int row = 0; row < ROWS; row++) {
      batch.advantage[row * 2 + 1] = 100;
      batch.value[row * 2 + 1] = 100;
    }
    float[] whateverItsNumbers =
        ActedRows.gradient(objective(PiRl.Unit.ACTION, 1, true), policy, batch);

    assertThat(second).containsOnly(0f);
    assertThat(whateverItsNumbers).isEqualTo(gradient);
  }

  @Test
  void loss_oneRatioForTheChunk_refusesCreditOfActions() {
    FlowPolicy policy = byActions();
    ActionBatch batch = acted(policy);
    assertThatThrownBy(
            () -> ActedRows.gradient(objective(PiRl.Unit.CHUNK, 0, false), policy, batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a ratio for each action of a chunk, actions=2 ratios=1");
  }

  @Test
  void gather_rowsOfActions_takesAllThatBelongsToThem() {
    ActionBatch batch = acted(byActions());
    for (int i = 0; i < batch.advantage.length; i++) {
      batch.advantage[i] = i;
      batch.value[i] = -i;
    }
    batch.executed[4] = 1;
    ActionBatch some = batch.ofRows(2);

    some.gather(batch, new int[] {9, 4, 1}, 1);

    assertThat(some.advantage).containsExactly(8, 9, 2, 3);
    assertThat(some.value).containsExactly(-8, -9, -2, -3);
    assertThat(some.executed).containsExactly(1, 2);
  }
}

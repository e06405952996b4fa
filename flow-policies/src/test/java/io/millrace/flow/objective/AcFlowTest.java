package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.optimizer.Adam;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class AcFlowTest {
  private static final Offset<Float> NEAR = within(2e-6f);

  /** Sheet ac-flow, proof (b). */
  @Test
  void weights_goldenRewards_areTheSheets() {
    float[] shaped = AcFlow.shaped(new float[] {1, 2, 4, 5});
    assertThat(shaped)
        .containsExactly(new float[] {-1.264911f, -.632456f, .632456f, 1.264911f}, NEAR);
    float[] weights = ac(0, 0).weights(shaped, new float[] {-.5f, -.5f, .5f, .5f});
    assertThat(weights)
        .containsExactly(new float[] {.465375f, .875942f, 1.141628f, 2.148803f}, NEAR);
  }

  /** Sheet ac-flow, proof (a): A = (-3, .2, 1.5) is clipped to (-1, .2, 1). */
  @Test
  void weights_goldenAdvantages_areClipped() {
    float[] weights = ac(0, 0).weights(new float[] {-3, .2f, 1.5f}, new float[3]);
    assertThat(weights).containsExactly(new float[] {.367879f, 1.221403f, 2.718282f}, NEAR);
  }

  /**
   * Proof (a) through the loss: targets u = (.2, -.4, .9), a velocity network that says one number
   * v, rewards whose shaped values less the critic's are as above. The gradient by v vanishes at
   * the sheet's optimum: .471605 for alpha 0, .375625 for .5, .182906 for 5.
   */
  @Test
  void loss_goldenOptimum_hasNoGradient() {
    assertOptimum(0, .471605);
    assertOptimum(.5, .375625);
    assertOptimum(5, .182906);
  }

  private static void assertOptimum(double alpha, double optimum) {
    AcFlow objective = ac(alpha, 0);
    FlowPolicy reference = policy(objective, .1f);
    FlowPolicy policy = policy(objective, (float) optimum);
    float[] action = {.2f, -.4f, .9f};
    ActionBatch batch = ClosedFormScope.actions(1, action);
    LossScope scope = ClosedFormScope.scope(policy, reference, batch, new RandomSource(1), 1);
    MatchingPoints points =
        MatchingPoints.of(
            scope.tape(), batch, new MatchingPoints.Draws(new float[3], new float[3]));
    float[] weights = objective.weights(new float[] {-3, .2f, 1.5f}, new float[3]);
    scope.tape().backward(objective.actor(scope, points, scope.tape().input(weights, 3, 1)));
    assertThat(biasGradient(policy)).as("alpha %s", alpha).isCloseTo(0, within(2e-6f));
  }

  /** Sheet ac-flow, proof (e). */
  @Test
  void loss_warmUp_leavesTheActorToTheLastBit() {
    AcFlow objective = ac(.5, 3);
    FlowPolicy policy = FlowPolicy.random(policy(objective, 0).spec(), new RandomSource(4));
    Parameters parameters = policy.model().parameters();
    float[] before = parameters.values().clone();
    ActionBatch batch = ClosedFormScope.actions(1, .2f, -.4f, .9f);
    batch.advantage[1] = 1;
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    OptimizerState state = adam.start(before.length);
    RandomSource random = new RandomSource(6);
    for (int update = 1; update <= 4; update++) {
      LossScope scope = ClosedFormScope.scope(policy, policy, batch, random, update);
      scope.tape().backward(objective.loss(scope));
      adam.step(parameters.values(), parameters.gradients(), state);
      for (Parameters.Slice slice : parameters.slices()) {
        float[] was = Arrays.copyOfRange(before, slice.offset(), slice.offset() + slice.length());
        boolean same =
            Arrays.equals(
                was,
                0,
                was.length,
                parameters.values(),
                slice.offset(),
                slice.offset() + slice.length());
        boolean flow = slice.name().startsWith("velocity");
        assertThat(same)
            .as("%s after update %d", slice.name(), update)
            .isEqualTo(flow && update <= 3);
      }
    }
  }

  private static AcFlow ac(double alpha, int warmUp) {
    return new AcFlow(1, alpha, 1, warmUp, 1, List.of(4));
  }

  /** A flow network without hidden layer that says one number everywhere. */
  private static FlowPolicy policy(AcFlow objective, float says) {
    FlowPolicy policy =
        ClosedFormScope.policy(1, List.of(), objective.parts().toArray(PartSpec[]::new));
    Parameters parameters = policy.model().parameters();
    parameters.write(
        policy.model().velocity().heads().get(0).layers().get(0).bias(), new float[] {says});
    return policy;
  }

  private static float biasGradient(FlowPolicy policy) {
    return policy
        .model()
        .parameters()
        .readGradient(policy.model().velocity().heads().get(0).layers().get(0).bias())[0];
  }
}

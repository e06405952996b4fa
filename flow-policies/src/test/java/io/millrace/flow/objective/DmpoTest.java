package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Guidance;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.policy.VelocityField;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The chain of the flow-policies-for-control sheet, dmpo 4(a): its network G2 counts time from the
 * action and its velocities are ours with the other sign; here both are turned round. The noise
 * network says 0, in the middle of deviations from .05 to .2: .1.
 */
final class DmpoTest {
  private static final float[] PATH = {-0.9f, -0.193091f, -0.168726f};

  @Test
  void loss_goldenChain_hasItsMeansAndLikelihoods() {
    ActionBatch batch = chain();
    LossScope scope = scope(batch, 0);
    FlowSteps steps = FlowSteps.of(scope);
    assertThat(steps.mean().data())
        .containsExactly(new float[] {-0.253091f, -0.058726f}, within(2e-6f));
    assertThat(steps.logProb().data())
        .containsExactly(new float[] {1.203647f, 0.778647f}, within(2e-5f));
    double start = -0.5 * 0.81 - 0.5 * Math.log(2 * Math.PI);
    assertThat(start + steps.logProb().data()[0] + steps.logProb().data()[1])
        .isCloseTo(0.658355, within(3e-5));
  }

  @Test
  void loss_goldenChain_ratioIsThatOfMeansOverDrawsAndStart() {
    Measurements measured = new Measurements();
    LossScope scope = scope(chain(), 0, measured);
    new Dmpo(0.01, 0, 0, 0, 0).loss(scope);
    assertThat(measured.maximum("log-ratio-max"))
        .isCloseTo((1.203647 + 0.778647) / 3, within(2e-5));
  }

  @Test
  void behavior_asUpdatesGoBy_fallsToItsEnd() {
    Dmpo objective = new Dmpo(0.01, 0, 0.2, 0.05, 100);
    assertThat(objective.behaviorAfter(0)).isEqualTo(0.2);
    assertThat(objective.behaviorAfter(50)).isCloseTo(0.1, within(1e-12));
    assertThat(objective.behaviorAfter(90)).isEqualTo(0.05);
    assertThatThrownBy(() -> new Dmpo(0.01, 0, 0.1, 0.2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("behaviorEnd=0.2");
  }

  @Test
  void act_oneStep_evaluatesTheNetworkOnce() {
    FlowPolicy policy = golden(1);
    int[] runs = {0};
    Guidance counting = (of, rows) -> counted(Guidance.own(of, rows), runs);
    FlowActor actor =
        new FlowActor(policy, Acting.with(new Ode(), policy).withGuidance(counting), 1);
    FlowSample sample = actor.newSample();
    actor.act(new float[0], new RandomSource(1), sample);
    assertThat(runs[0]).isEqualTo(1);
    float x = sample.latentPath()[0];
    double u = -0.05;
    u -= 0.7 * Math.tanh(0.8 * x + 0.5 - 0.1) - 1.1 * Math.tanh(-0.6 * x - 0.4 + 1.1);
    assertThat(sample.actions()[0]).isCloseTo((float) (x + u), within(1e-5f));
  }

  private static VelocityField counted(VelocityField field, int[] runs) {
    return new VelocityField() {
      @Override
      public float[] input() {
        return field.input();
      }

      @Override
      public float[] run() {
        runs[0]++;
        return field.run();
      }
    };
  }

  private static ActionBatch chain() {
    ActionBatch batch = new ActionBatch(new ActionBatch.Shape(1, 1, 0, 3, 2, 0), false, false);
    System.arraycopy(PATH, 0, batch.path, 0, 3);
    batch.step[1] = 1;
    batch.advantage[0] = 1;
    return batch;
  }

  private static LossScope scope(ActionBatch batch, long updates) {
    return scope(batch, updates, new Measurements());
  }

  private static LossScope scope(ActionBatch batch, long updates, Measurements measured) {
    FlowPolicy policy = golden(2);
    return LossScope.of(
        new Tape(), policy, policy.model(), batch, new RandomSource(0), measured, updates);
  }

  private static FlowPolicy golden(int flowSteps) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            0,
            1,
            List.of(2),
            "tanh",
            flowSteps,
            new SamplerSpec("flow-noise", 0, 0.05, 0.2, true, 0, 0),
            new float[] {0},
            new float[] {1},
            FlowHead.MEAN_VELOCITY,
            1,
            Exploration.ALL,
            Recording.NONE,
            List.of());
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(0));
    Parameters parameters = policy.model().parameters();
    Arrays.fill(parameters.values(), 0f);
    float[][] velocity = {
      {0.8f, -0.3f, 0.5f, -0.6f, -0.9f, -0.4f}, {-0.1f, 1.1f}, {-0.7f, 1.1f}, {-0.05f}
    };
    for (int i = 0; i < velocity.length; i++) {
      parameters.write(parameters.slices().get(i), velocity[i]);
    }
    return policy;
  }
}

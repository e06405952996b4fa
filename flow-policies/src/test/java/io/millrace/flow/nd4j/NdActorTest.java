package io.millrace.flow.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class NdActorTest {
  private static final FlowPolicy POLICY =
      FlowPolicy.random(
          new FlowPolicySpec(
              3,
              2,
              List.of(16),
              "silu",
              4,
              new SamplerSpec("flow-sde", 0.7, 0, 0),
              new float[] {1f, 0f},
              new float[] {3f, 1f}),
          new RandomSource(2));

  @Test
  void act_anyBatch_givesTheBitsOfTheFlowActor() {
    NdActor actor = new NdActor(POLICY, POLICY.sampler());
    for (int rows : new int[] {5, 1, 5}) {
      float[] observations = new float[rows * 3];
      new RandomSource(7).fillGaussian(observations);
      FlowSample sample = new FlowSample(rows, POLICY.spec());
      new FlowActor(POLICY, Acting.exploring(POLICY), rows)
          .act(observations, new RandomSource(3), sample);
      try (INDArray batch = NdMatrices.of(observations, rows, 3);
          INDArray actions = actor.act(batch, new RandomSource(3))) {
        assertThat(actions.shape()).containsExactly(rows, 2);
        assertThat(NdMatrices.floats(actions)).containsExactly(sample.actions());
      }
    }
  }

  @Test
  void act_otherColumns_isRefused() {
    NdActor actor = new NdActor(POLICY, POLICY.sampler());
    assertThatThrownBy(() -> actor.act(Nd4j.zeros(2, 4), new RandomSource(1)))
        .hasMessageContaining("of 3 columns, got 4");
  }
}

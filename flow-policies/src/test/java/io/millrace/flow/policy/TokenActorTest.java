package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.network.Mlp;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Forward;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenActorTest {
  private static final long SEED = 12;
  private static final int ROWS = 5;
  private static final int K = 3;
  private static final int TOKENS = 3;
  private static final int POSITIONS = 2;
  private static final TokenSpec SPEC = new TokenSpec(TOKENS, List.of(), 0, 0, true);
  private static final FlowPolicySpec POLICY =
      FlowPolicySpec.ofTokens(1, POSITIONS, List.of(8), "tanh", K, SPEC, List.of());

  /** Recomputed from the record alone, by the layout that the spec promises. */
  @Test
  void act_recordedDraws_haveTheNetworksLogProbability() {
    FlowPolicy policy = policy();
    FlowSample sample = act(policy, Acting.exploring(policy));
    Mlp network = policy.model().velocity().heads().get(0);
    Forward forward = network.inference(policy.model().parameters(), 1);
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < K; k++) {
        int from = (row * POLICY.pathPoints() + 2 * k) * POSITIONS;
        Arrays.fill(forward.input(), 0f);
        for (int i = 0; i < POSITIONS; i++) {
          forward.input()[i * TOKENS + (int) sample.latentPath()[from + i]] = 1;
        }
        forward.input()[POSITIONS * TOKENS] = (float) k / K;
        forward.input()[POSITIONS * TOKENS + 1] = row;
        float[] logits = forward.run();
        for (int i = 0; i < POSITIONS; i++) {
          double sum = 0;
          for (int x = 0; x < TOKENS; x++) {
            sum += Math.exp(logits[i * TOKENS + x]);
          }
          int drawn = (int) sample.latentPath()[from + POSITIONS + i];
          double expected = logits[i * TOKENS + drawn] - Math.log(sum);
          assertThat((double) sample.logProbs()[(row * K + k) * POSITIONS + i])
              .as("seed %d row %d step %d", SEED, row, k)
              .isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  @Test
  void act_lastDraw_isTheAction() {
    FlowPolicy policy = policy();
    FlowSample sample = act(policy, Acting.exploring(policy));
    int width = POLICY.pathPoints() * POSITIONS;
    assertThat(sample.latentPath()).hasSize(ROWS * width);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < POSITIONS; i++) {
        float action = sample.actions()[row * POSITIONS + i];
        assertThat(SPEC.contains(action)).isTrue();
        assertThat(action).isEqualTo(sample.latentPath()[(row + 1) * width - POSITIONS + i]);
      }
    }
  }

  @Test
  void act_onAnotherGrid_walksThatManySteps() {
    FlowPolicy policy = policy();
    FlowSample sample = act(policy, Acting.with(new Ode(), policy).withFlowSteps(7));
    assertThat(sample.likelihoods()).isEqualTo(7);
    assertThat(sample.latentPath()).hasSize(ROWS * 14 * POSITIONS);
  }

  @Test
  void artifact_discreteFlow_comesBackAlike() {
    FlowPolicy policy = policy();
    FlowPolicy back =
        FlowPolicy.fromArtifact(policy.toArtifact(new Lineage("p", 1, 1, null, "r", -1, 0)));
    assertThat(back.spec().tokens()).isEqualTo(SPEC);
    assertThat(act(back, Acting.exploring(back)).latentPath())
        .containsExactly(act(policy, Acting.exploring(policy)).latentPath());
  }

  @Test
  void spec_headAndTokensApart_refused() {
    assertThatThrownBy(
            () ->
                new FlowPolicySpec(
                    1,
                    1,
                    List.of(8),
                    "tanh",
                    K,
                    SamplerSpec.ODE,
                    new float[1],
                    new float[1],
                    FlowHead.TOKENS,
                    1,
                    Exploration.ALL,
                    Recording.NONE,
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("head=TOKENS tokens=null");
  }

  private static FlowPolicy policy() {
    FlowPolicy policy = FlowPolicy.random(POLICY, new RandomSource(SEED));
    float[] weights = policy.model().parameters().values();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 3;
    }
    return policy;
  }

  private static FlowSample act(FlowPolicy policy, Acting acting) {
    Actor actor = Actor.of(policy, acting, ROWS);
    FlowSample sample = actor.newSample();
    actor.act(new float[] {0, 1, 2, 3, 4}, new RandomSource(SEED).split("act"), sample);
    return sample;
  }
}

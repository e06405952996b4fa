package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.StepResult;
import io.millrace.env.builtin.Multigoal2d;
import io.millrace.env.builtin.Multigoal2dProvider;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstratorTest {
  private static final EnvironmentFactory ENVIRONMENT =
      EnvironmentFactory.of(new Multigoal2dProvider(), new Multigoal2d.Options(0.1));
  private static final Lineage VERSION = new Lineage("p", 2, 5, null, "recipe", -1, 0);
  private static final long SEED = 4;

  private static FlowPolicy policy(int observationSize) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            observationSize,
            2,
            List.of(8),
            "silu",
            4,
            SamplerSpec.ODE,
            new float[] {0, 0},
            new float[] {1, 1});
    return FlowPolicy.random(spec, new RandomSource(SEED));
  }

  private static Demonstrator demonstrator() {
    return new Demonstrator(
        ENVIRONMENT, policy(2), VERSION, SEED, InstantSource.fixed(Instant.EPOCH));
  }

  @Test
  void play_episode_isWhatTheEnvironmentSawAndAnswered() {
    Trajectory played = demonstrator().play(3).get(0);

    int steps = played.getActions().getShape().get(0);
    assertThat(played.getPolicyId()).isEqualTo("p");
    assertThat(played.getEpoch()).isEqualTo(2);
    assertThat(played.getPolicyVersion()).isEqualTo(5);
    assertThat(played.getEnvironment()).isEqualTo(Multigoal2d.ID);
    assertThat(played.getTerminated() || played.getTruncated()).isTrue();
    assertThat(played.getLogProbs()).isNull();
    assertThat(played.getLatentPath()).isNull();
    assertThat(played.getAttributes()).containsKey("success");
    float[] observations = Tensors.floats(played.getObservations());
    float[] actions = Tensors.floats(played.getActions());
    float[] rewards = Tensors.floats(played.getRewards());
    Environment again = ENVIRONMENT.create();
    float[] seen = new float[2];
    StepResult result = new StepResult(2);
    again.reset(played.getSeed(), seen);
    assertThat(seen).containsExactly(observations[0], observations[1]);
    for (int t = 0; t < steps; t++) {
      again.step(new float[] {actions[2 * t], actions[2 * t + 1]}, result);
      assertThat((float) result.reward()).isEqualTo(rewards[t]);
      assertThat(result.observation())
          .containsExactly(observations[2 * t + 2], observations[2 * t + 3]);
    }
    assertThat(result.done()).isTrue();
  }

  @Test
  void play_sameNumber_isTheSameRecordInAnyOrder() {
    Demonstrator one = demonstrator();
    Trajectory first = one.play(0).get(0);
    Trajectory second = one.play(1).get(0);

    assertThat(demonstrator().play(1)).containsExactly(second);
    assertThat(second.getSeed()).isNotEqualTo(first.getSeed());
    assertThat(second.getTrajectoryId()).isEqualTo("p-2-5-seed4-1");
  }

  @Test
  void newDemonstrator_policyOfAnotherShape_isRefused() {
    assertThatThrownBy(
            () -> new Demonstrator(ENVIRONMENT, policy(3), VERSION, 1, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "environment=multigoal-2d observationSize=2 actionSize=2 choices=none"
                + " policy.observationSize=3");
  }

  @Test
  void close_orRefusal_closesTheEnvironment() {
    CountedReach reach = new CountedReach();
    FlowPolicy fits = TestPolicies.policy(1, 1);
    try (Demonstrator one =
        new Demonstrator(reach.factory(), fits, VERSION, SEED, InstantSource.system())) {
      one.play(0);
      assertThat(reach.closed).hasValue(0);
    }
    assertThat(reach.closed).hasValue(1);
    assertThatThrownBy(
            () -> new Demonstrator(reach.factory(), policy(3), VERSION, 1, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(reach.closed).hasValue(2);
    assertThat(reach.made).hasValue(2);
  }
}

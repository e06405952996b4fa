package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.pretraining.PretrainingMethod;
import io.millrace.flow.pretraining.WarmStart;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassifierFreeGuidanceTest {
  private static final long SEED = 31;
  private static final int STEPS = 4;
  private static final float[] NOTHING = {0.25f, -0.5f};

  /** As the policy would act without any guidance, bit by bit. */
  @Test
  void act_weightOne_isThePolicyItself() {
    FlowPolicy policy = policy(List.of(8));
    float[] seen = {1, 2, -1, 0, 3, 1};
    assertThat(act(policy, new ClassifierFreeGuidance(1), seen).actions())
        .containsExactly(act(policy, Guidance.NONE, seen).actions());
  }

  /** As the policy would act on the null observation, bit by bit. */
  @Test
  void act_weightZero_isThePolicyThatSeesNothing() {
    FlowPolicy policy = policy(List.of(8));
    float[] seen = {1, 2, -1, 0, 3, 1};
    float[] nothing = {0.25f, -0.5f, 0.25f, -0.5f, 0.25f, -0.5f};
    float[] blind = act(policy, new ClassifierFreeGuidance(0), seen).actions();
    assertThat(blind).containsExactly(act(policy, Guidance.NONE, nothing).actions());
    assertThat(blind).isNotEqualTo(act(policy, Guidance.NONE, seen).actions());
  }

  /**
   * Velocity a x + b . observation + c: with h = 1 / K the guided flow is x_K = g x_0 + (b . (null
   * + weight (observation - null)) + c) (g - 1) / a, g = (1 + h a)^K: a normal law whose mean alone
   * the weight moves.
   */
  @Test
  void act_affineVelocity_movesTheMeanByTheWeight() {
    FlowPolicy policy = policy(List.of());
    double a = -0.8;
    double[] b = {0.7, -1.1};
    double c = 0.3;
    Mlp.Layer layer = policy.model().velocity().heads().get(0).layers().get(0);
    // x, tau, observation
    policy
        .model()
        .parameters()
        .write(layer.weight(), new float[] {(float) a, 0, (float) b[0], (float) b[1]});
    policy.model().parameters().write(layer.bias(), new float[] {(float) c});
    double growth = Math.pow(1 + a / STEPS, STEPS);
    float[] seen = {1, 2, -1, 0, 3, 1};
    for (double weight : new double[] {0, 0.5, 1, 2, 3.5}) {
      FlowSample sample = act(policy, new ClassifierFreeGuidance(weight), seen);
      for (int row = 0; row < 3; row++) {
        double drive = c;
        for (int i = 0; i < 2; i++) {
          drive += b[i] * (NOTHING[i] + weight * (seen[2 * row + i] - NOTHING[i]));
        }
        double start = sample.latentPath()[row * (STEPS + 1)];
        assertThat((double) sample.actions()[row])
            .as("weight %s, row %d", weight, row)
            .isCloseTo(growth * start + drive * (growth - 1) / a, within(1e-5));
      }
    }
  }

  /**
   * Observation c in {-1, 1}, action N(c, .25): what the flow does without it is the mixture, mean
   * 0 and variance 1.25; weights 0, 1 and 2 move the mean from 0 through c and on. Euler's 20 steps
   * contract a little.
   */
  @Test
  void train_withDropout_knowsBothLaws() {
    int count = 4_000;
    float[] observations = new float[count];
    float[] actions = new float[count];
    RandomSource random = new RandomSource(SEED);
    for (int i = 0; i < count; i++) {
      observations[i] = i % 2 == 0 ? -1 : 1;
      actions[i] = (float) (observations[i] + 0.5 * random.nextGaussian());
    }
    FlowPolicy policy =
        new WarmStart(1_200, 128, 3e-3, new PretrainingMethod.Velocities(0.3))
            .train(
                spec(1, List.of(32, 32), 20),
                new Demonstrations(count, observations, actions),
                new RandomSource(SEED));
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    double[] blind = moments(act(policy, new ClassifierFreeGuidance(0), ones).actions());
    double[] seeing = moments(act(policy, new ClassifierFreeGuidance(1), ones).actions());
    double[] guided = moments(act(policy, new ClassifierFreeGuidance(2), ones).actions());
    assertThat(blind[0]).as("seed %d", SEED).isCloseTo(0, within(0.15));
    assertThat(blind[1]).as("seed %d", SEED).isCloseTo(1.25, within(0.25));
    assertThat(seeing[0]).as("seed %d", SEED).isCloseTo(1, within(0.1));
    assertThat(seeing[1]).as("seed %d", SEED).isCloseTo(0.25, within(0.08));
    assertThat(guided[0]).as("seed %d", SEED).isGreaterThan(seeing[0] + 0.2);
  }

  private static double[] moments(float[] values) {
    double mean = 0;
    double squares = 0;
    for (float value : values) {
      mean += value / values.length;
    }
    for (float value : values) {
      squares += (value - mean) * (value - mean) / values.length;
    }
    return new double[] {mean, squares};
  }

  @Test
  void field_policyFittedWithoutDropout_isRefused() {
    FlowPolicySpec plain =
        new FlowPolicySpec(
            2, 1, List.of(8), "silu", STEPS, SamplerSpec.ODE, new float[] {0}, new float[] {1});
    FlowPolicy policy = FlowPolicy.random(plain, new RandomSource(1));
    assertThatThrownBy(() -> new ClassifierFreeGuidance(2).field(policy, 1))
        .hasMessageContaining("expected a policy with the network \"null-observation\"");
  }

  @Test
  void construct_weightBelowZero_isRefused() {
    assertThatThrownBy(() -> new ClassifierFreeGuidance(-1)).hasMessageContaining("weight=-1.0");
  }

  private static FlowPolicy policy(List<Integer> hidden) {
    FlowPolicy policy = FlowPolicy.random(spec(2, hidden, STEPS), new RandomSource(1));
    Mlp nothing = policy.model().part(PartSpec.NULL_OBSERVATION).heads().get(0);
    policy.model().parameters().write(nothing.layers().get(0).bias(), NOTHING);
    return policy;
  }

  private static FlowPolicySpec spec(int observed, List<Integer> hidden, int steps) {
    return new FlowPolicySpec(
        observed,
        1,
        hidden,
        "silu",
        steps,
        SamplerSpec.ODE,
        new float[] {0},
        new float[] {1},
        FlowHead.VELOCITY,
        1,
        Exploration.ALL,
        Recording.NONE,
        List.of(PartSpec.nullObservation(observed)));
  }

  private static FlowSample act(FlowPolicy policy, Guidance guidance, float[] observations) {
    int rows = observations.length / policy.spec().observationSize();
    FlowActor actor =
        new FlowActor(policy, Acting.with(new Ode(), policy).withGuidance(guidance), rows);
    FlowSample sample = actor.newSample();
    actor.act(observations, new RandomSource(3), sample);
    return sample;
  }
}

package io.millrace.flow.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.meanflow.AdaptiveWeight;
import io.millrace.flow.meanflow.Dispersion;
import io.millrace.flow.meanflow.DyadicSteps;
import io.millrace.flow.meanflow.MeanFlowVariant;
import io.millrace.flow.meanflow.OneStepMethod;
import io.millrace.flow.meanflow.TimePairs;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.Lineage;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WarmStartTest {
  private static final long SEED = 11;
  private static final WarmStart SHORT = new WarmStart(600, 128, 3e-3);

  /**
   * Data N(2, .5^2) in units of which the policy's own are half: Euler with K = 20 steps on the
   * exact velocity gives mean 2 and standard deviation .455 (affine recursion), not .5.
   */
  @Test
  void train_onANormalDistribution_samplesIt() {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            0, 1, List.of(32, 32), "silu", 20, SamplerSpec.ODE, new float[] {0}, new float[] {2});
    RandomSource random = new RandomSource(SEED);
    int count = 4_000;
    float[] actions = new float[count];
    for (int i = 0; i < count; i++) {
      actions[i] = (float) (2 + 0.5 * random.nextGaussian());
    }
    FlowPolicy policy =
        SHORT.train(spec, new Demonstrations(count, new float[0], actions), new RandomSource(SEED));
    FlowSample sample = new FlowSample(4_000, spec);
    new FlowActor(policy, Acting.with(new Ode(), policy), 4_000)
        .act(new float[0], new RandomSource(3), sample);
    double mean = 0;
    double squares = 0;
    for (float action : sample.actions()) {
      mean += action / 4_000;
      squares += action * action / 4_000;
    }
    assertThat(mean).as("seed %d", SEED).isCloseTo(2, within(0.08));
    assertThat(Math.sqrt(squares - mean * mean)).as("seed %d", SEED).isCloseTo(0.455, within(0.08));
  }

  @Test
  void train_sameSeed_givesTheSameBits() {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            0, 1, List.of(8), "tanh", 4, SamplerSpec.ODE, new float[] {0}, new float[] {1});
    Demonstrations data = new Demonstrations(3, new float[0], new float[] {-1, 0, 1});
    Lineage lineage = new Lineage("p", 1, 1, null, "r", -1, 0);
    WarmStart warmStart = new WarmStart(20, 16, 1e-2);
    assertThat(warmStart.train(spec, data, new RandomSource(SEED)).toArtifact(lineage))
        .isEqualTo(warmStart.train(spec, data, new RandomSource(SEED)).toArtifact(lineage));
  }

  @Test
  void train_listener_hearsEveryStepAndTheLossFall() {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            0, 1, List.of(16), "tanh", 4, SamplerSpec.ODE, new float[] {0}, new float[] {1});
    Demonstrations data = new Demonstrations(1, new float[0], new float[] {3});
    List<Double> losses = new ArrayList<>();
    new WarmStart(200, 64, 1e-2)
        .train(
            spec,
            data,
            new RandomSource(SEED),
            (step, loss) -> {
              assertThat(step).isEqualTo(losses.size() + 1);
              losses.add(loss);
            });
    assertThat(losses).hasSize(200);
    // All data is the number 3: the untrained velocity 0 costs E (3 - noise)^2 = 10 or so.
    assertThat(losses.get(0)).as("seed %d", SEED).isBetween(6.0, 14.0);
    assertThat(losses.get(199)).as("seed %d", SEED).isLessThan(1.0);
  }

  /** One evaluation of a mean velocity goes all the way; a velocity's single step has no spread. */
  @ParameterizedTest
  @EnumSource(
      value = FlowHead.class,
      names = {"MEAN_VELOCITY", "SHORTCUT"})
  void train_meanVelocities_oneStepSamplesTheData(FlowHead head) {
    OneStepMethod method =
        head == FlowHead.SHORTCUT
            ? new OneStepMethod.Shortcut(new DyadicSteps(0.25, 3))
            : new OneStepMethod.MeanFlow(
                TimePairs.STANDARD, new MeanFlowVariant.Improved(), AdaptiveWeight.NONE);
    WarmStart warmStart =
        new WarmStart(
            800, 128, 3e-3, new PretrainingMethod.MeanVelocities(method, Dispersion.NONE));
    FlowPolicySpec spec = spec(head);
    int count = 4_000;
    RandomSource random = new RandomSource(SEED);
    float[] actions = new float[count];
    for (int i = 0; i < count; i++) {
      actions[i] = (float) (1 + 2 * random.nextGaussian());
    }
    Demonstrations data = new Demonstrations(count, new float[0], actions);
    FlowPolicy policy = warmStart.train(spec, data, new RandomSource(SEED));
    FlowActor actor = new FlowActor(policy, Acting.with(new Ode(), policy), 4_000);
    FlowSample sample = actor.newSample();
    actor.act(new float[0], new RandomSource(3), sample);
    double mean = 0;
    double squares = 0;
    for (float action : sample.actions()) {
      mean += action / 4_000;
      squares += action * action / 4_000;
    }
    assertThat(mean).as("seed %d", SEED).isCloseTo(1, within(0.3));
    assertThat(Math.sqrt(squares - mean * mean)).as("seed %d", SEED).isCloseTo(2, within(0.4));
  }

  @Test
  void train_methodOfAnotherKindOfNetwork_saysSo() {
    Demonstrations data = new Demonstrations(1, new float[0], new float[] {3});
    assertThatThrownBy(
            () -> SHORT.train(spec(FlowHead.MEAN_VELOCITY), data, new RandomSource(SEED)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a policy whose flow network says VELOCITY, got MEAN_VELOCITY");
  }

  private static FlowPolicySpec spec(FlowHead head) {
    return new FlowPolicySpec(
        0,
        1,
        List.of(32, 32),
        "silu",
        1,
        new SamplerSpec("flow-noise", 0, 0.05, 0.2, true, 0, 0),
        new float[] {0},
        new float[] {2},
        head,
        1,
        Exploration.ALL,
        Recording.NONE,
        List.of());
  }

  /**
   * Without a policy that has a null observation there is nothing to show the rows that drop it.
   */
  @Test
  void train_dropoutWithoutANullObservation_isRefused() {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            1, 1, List.of(8), "tanh", 4, SamplerSpec.ODE, new float[] {0}, new float[] {1});
    WarmStart dropping = new WarmStart(2, 4, 1e-2, new PretrainingMethod.Velocities(0.5));
    Demonstrations data = new Demonstrations(1, new float[] {1}, new float[] {3});
    assertThatThrownBy(() -> dropping.train(spec, data, new RandomSource(SEED)))
        .hasMessageContaining("expected a policy with the network \"null-observation\"");
  }
}

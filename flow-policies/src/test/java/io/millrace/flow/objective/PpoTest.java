package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Gaussian policy's PPO against densities and losses that are computed by hand. */
final class PpoTest {
  private static final double STD = Math.sqrt(0.1 * 2.0); // raw 0: the bounds' geometric mean
  private static final Ppo PPO = new Ppo(0.2, 0, new ValueError(0.5, 0), false);

  private static FlowPolicy gaussian(long seed) {
    List<PartSpec> parts =
        List.of(PartSpec.start(List.of(8), "tanh", 1), PartSpec.value(List.of(8), "tanh"));
    FlowPolicySpec spec =
        new FlowPolicySpec(
            2,
            1,
            List.of(8),
            "tanh",
            0,
            new SamplerSpec("latent-gaussian", 0, 0.1, 2.0),
            new float[1],
            new float[] {1},
            FlowHead.VELOCITY,
            1,
            Exploration.ALL,
            Recording.NONE,
            parts);
    return FlowPolicy.random(spec, new RandomSource(seed));
  }

  /** A policy N(mean, STD^2) with a constant value, whatever it sees. */
  private static FlowPolicy constant(float mean, float value) {
    FlowPolicy policy = gaussian(1);
    Parameters parameters = policy.model().parameters();
    Arrays.fill(parameters.values(), 0f);
    writeLastBias(policy, PartSpec.START, mean, 0f);
    writeLastBias(policy, PartSpec.VALUE, value);
    return policy;
  }

  private static void writeLastBias(FlowPolicy policy, String part, float... bias) {
    List<Mlp.Layer> layers = policy.model().part(part).heads().get(0).layers();
    policy.model().parameters().write(layers.get(layers.size() - 1).bias(), bias);
  }

  private static double logDensity(double x, double mean) {
    double z = (x - mean) / STD;
    return -0.5 * z * z - Math.log(STD) - 0.5 * Math.log(2 * Math.PI);
  }

  @Test
  void loss_constantPolicies_isTheOneComputedByHand() {
    ActionBatch batch = ActedRows.of(constant(0f, 0f), 3, new RandomSource(3));
    float[] actions = {0.4f, -0.3f, 1.2f};
    double[] terms = new double[3];
    double valueError = 0;
    for (int i = 0; i < 3; i++) {
      batch.path[i] = actions[i];
      batch.logProb[i] = (float) logDensity(actions[i], 0);
      batch.advantage[i] = new float[] {1f, -2f, 0.5f}[i];
      batch.value[i] = new float[] {0.2f, 0.1f, -0.4f}[i];
      double ratio = Math.exp(logDensity(actions[i], 0.1) - logDensity(actions[i], 0));
      double clipped = Math.max(0.8, Math.min(1.2, ratio));
      terms[i] = Math.max(-batch.advantage[i] * ratio, -batch.advantage[i] * clipped);
      double miss = 0.3 - (batch.advantage[i] + batch.value[i]);
      valueError += 0.5 * miss * miss / 3;
    }
    FlowPolicy policy = constant(0.1f, 0.3f);
    double expected = Arrays.stream(terms).sum() / 3 + 0.5 * valueError;
    double loss = PPO.loss(ActedRows.scope(policy, batch, new Measurements())).item();
    assertThat(loss).isCloseTo(expected, within(1e-6));
  }

  @Test
  void loss_weightsThatActed_hasRatioOne() {
    FlowPolicy policy = gaussian(5);
    Measurements measured = new Measurements();
    PPO.loss(ActedRows.scope(policy, ActedRows.of(policy, 64, new RandomSource(6)), measured));
    assertThat(measured.maximum("log-ratio-max")).isZero();
  }

  @Test
  void loss_normalizedAdvantages_doesNotDependOnTheirScale() {
    FlowPolicy policy = gaussian(7);
    ActionBatch batch = ActedRows.of(policy, 16, new RandomSource(8));
    ActedRows.perturb(policy, 0.02, new RandomSource(9));
    Ppo normalizing = new Ppo(0.2, 0, ValueError.NONE, true);
    double before = normalizing.loss(ActedRows.scope(policy, batch, new Measurements())).item();
    for (int i = 0; i < 16; i++) {
      batch.advantage[i] = 10 * batch.advantage[i] + 3;
    }
    double after = normalizing.loss(ActedRows.scope(policy, batch, new Measurements())).item();
    assertThat(after).isCloseTo(before, within(1e-5));
  }

  @Test
  void valueError_clip_takesTheLargerError() {
    ActionBatch batch = ActedRows.of(constant(0f, 0f), 1, new RandomSource(3));
    batch.advantage[0] = 1f;
    batch.value[0] = 0f;
    FlowPolicy moved = constant(0f, 0.9f);
    double free = loss(new ValueError(1, 0), moved, batch);
    double clipped = loss(new ValueError(1, 0.2), moved, batch);
    // target 1: error of 0.9 is 0.1, of the clipped 0.2 it is 0.8
    assertThat(clipped - free).isCloseTo(0.5 * (0.64 - 0.01), within(1e-6));
  }

  private static double loss(ValueError value, FlowPolicy policy, ActionBatch batch) {
    return new Ppo(0.2, 0, value, false)
        .loss(ActedRows.scope(policy, batch, new Measurements()))
        .item();
  }
}

package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.network.Mlp;
import io.millrace.flow.optimizer.CosineFit;
import io.millrace.flow.optimizer.OptimizerState;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Exploration;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowHead;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.policy.Recording;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proofs (a) and (b) of the flow-policies-for-control sheet, section gorl. */
final class GorlTest {
  private static final long SEED = 11;
  private static final Ppo PPO = new Ppo(0.2, 0, ValueError.NONE, false);
  private static final double BOUND = 5;

  @Test
  void prepare_actions_areLatentsBitForBit() {
    FlowPolicy policy = policy(10, 1);
    gorl(0, 100).prepare(policy);
    FlowSample sample = act(policy, 64);
    float[] latents = new float[sample.actions().length];
    for (int row = 0; row < 64; row++) {
      System.arraycopy(sample.latentPath(), row * 11 * 2, latents, row * 2, 2);
    }
    assertThat(sample.actions()).containsExactly(latents);
  }

  @Test
  void prepare_firstUpdate_isThatOfAGaussianPolicy() {
    FlowPolicy flow = policy(10, 1);
    FlowPolicy gaussian = policy(0, 1);
    gorl(0, 100).prepare(flow);
    ActionBatch flowRows = ActedRows.of(flow, 32, new RandomSource(SEED));
    ActionBatch gaussianRows = ActedRows.of(gaussian, 32, new RandomSource(SEED));
    assertThat(flowRows.logProb).containsExactly(gaussianRows.logProb);
    float[] expected = ActedRows.gradient(PPO, gaussian, gaussianRows);
    float[] gradient = ActedRows.gradient(gorl(0, 100), flow, flowRows);
    int decoder = gradient.length - expected.length;
    assertThat(Arrays.copyOfRange(gradient, decoder, gradient.length)).containsExactly(expected);
    assertThat(Arrays.copyOf(gradient, decoder)).containsOnly(0f);
  }

  @Test
  void loss_latentPenalty_isMeanSquareAndVariance() {
    FlowPolicy policy = policy(10, 1);
    constantStart(policy, 0.7f, -0.3f, 0.5f);
    ActionBatch rows = ActedRows.of(policy, 16, new RandomSource(SEED));
    double free = loss(gorl(0, 100), policy, rows);
    double held = loss(gorl(0.1, 100), policy, rows);
    double std = Math.pow(BOUND, Math.tanh(0.5)); // of exp(center + halfRange tanh(raw))
    double moment = (0.7 * 0.7 + 0.3 * 0.3) / 2 + std * std;
    assertThat(held - free).isCloseTo(0.1 * moment, within(1e-5));
  }

  /**
   * Encoder N(mu, sigma^2) before a decoder that moves a latent by a constant m: actions N(m + mu,
   * sigma^2). After refit and reset, the fresh encoder's actions follow the same law, up to what
   * Euler's method takes from its width.
   */
  @Test
  void between_stageOver_freshEncoderActsAsTheOldOne() {
    FlowPolicy policy = policy(50, 1);
    Parameters parameters = policy.model().parameters();
    gorl(0, 1).prepare(policy);
    writeLastBias(policy.model().velocity().heads().get(0), parameters, 0.4f, -0.2f);
    constantStart(policy, 0.3f, 0.1f, -0.5f);
    double expected = eulerStd(Math.pow(BOUND, Math.tanh(-0.5)), 50);
    ActionBatch rows = ActedRows.of(policy, 4096, new RandomSource(SEED));
    boolean stale = gorl(0, 1).between(scope(policy), 1, rows);
    assertThat(stale).isTrue();
    constantStart(policy, 0, 0, 0); // without the small random weights of a fresh encoder
    float[] actions = act(policy, 4096).actions();
    for (int d = 0; d < 2; d++) {
      double[] law = law(actions, d);
      assertThat(law[0]).as("mean, seed %d", SEED).isCloseTo(d == 0 ? 0.7 : -0.1, within(0.03));
      assertThat(law[1]).as("std, seed %d", SEED).isCloseTo(expected, within(0.03 * expected));
    }
  }

  @Test
  void between_stageOver_resetsEncoderAndOptimizerAndLeavesTheValue() {
    FlowPolicy policy = policy(10, 1);
    ActionBatch rows = ActedRows.of(policy, 64, new RandomSource(SEED));
    Parameters parameters = policy.model().parameters();
    Arrays.fill(parameters.gradients(), 1f); // as a step of learning may leave them
    Parameters before = parameters.copy();
    OptimizerState optimizer = new OptimizerState(7, new float[2][parameters.size()]);
    Arrays.fill(optimizer.moments()[0], 1f);
    Arrays.fill(optimizer.moments()[1], 1f);
    UpdateScope scope =
        new UpdateScope(policy, optimizer, new RandomSource(SEED), new Measurements());
    assertThat(gorl(0, 3).between(scope, 2, rows)).isFalse();
    assertThat(parameters.values()).containsExactly(before.values());
    assertThat(optimizer.steps()).isEqualTo(7);
    assertThat(gorl(0, 3).between(scope, 3, rows)).isTrue();
    for (Parameters.Slice slice : parameters.slices()) {
      boolean rests = slice.name().startsWith("value.");
      boolean same = Arrays.equals(parameters.read(slice), before.read(slice));
      boolean bias = slice.name().startsWith("start.") && slice.name().endsWith(".bias");
      assertThat(same).as(slice.name()).isEqualTo(rests || bias);
    }
    assertThat(optimizer.steps()).isZero();
    assertThat(optimizer.moments()[0]).containsOnly(0f);
    assertThat(optimizer.moments()[1]).containsOnly(0f);
  }

  @Test
  void loss_noFlow_isRefused() {
    FlowPolicy gaussian = policy(0, 1);
    ActionBatch rows = ActedRows.of(gaussian, 4, new RandomSource(SEED));
    assertThatThrownBy(() -> loss(gorl(0, 1), gaussian, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("flowSteps=0");
  }

  private static Gorl gorl(double latentPenalty, long refitEvery) {
    return new Gorl(PPO, latentPenalty, refitEvery, new CosineFit(1500, 3e-3), 512);
  }

  private static UpdateScope scope(FlowPolicy policy) {
    int size = policy.model().parameters().size();
    return new UpdateScope(
        policy,
        new OptimizerState(0, new float[2][size]),
        new RandomSource(SEED),
        new Measurements());
  }

  private static double loss(Gorl gorl, FlowPolicy policy, ActionBatch rows) {
    return gorl.loss(ActedRows.scope(policy, rows, new Measurements())).item();
  }

  private static FlowSample act(FlowPolicy policy, int rows) {
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), rows);
    FlowSample sample = actor.newSample();
    actor.begin(0);
    RandomSource random = new RandomSource(SEED).split("act");
    float[] observations = new float[rows * policy.spec().observationSize()];
    random.fillGaussian(observations);
    actor.act(observations, random, sample);
    return sample;
  }

  /**
   * What K Euler steps along the exact velocity make of N(0, 1) where the actions are N(m, s^2).
   */
  private static double eulerStd(double s, int steps) {
    double std = 1;
    for (int k = 0; k < steps; k++) {
      double tau = (double) k / steps;
      double variance = tau * tau * s * s + (1 - tau) * (1 - tau);
      std *= 1 + (tau * s * s - (1 - tau)) / variance / steps;
    }
    return std;
  }

  /** Mean and standard deviation of one dimension. */
  private static double[] law(float[] actions, int d) {
    int n = actions.length / 2;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      sum += actions[2 * i + d];
      squares += actions[2 * i + d] * actions[2 * i + d];
    }
    double mean = sum / n;
    return new double[] {mean, Math.sqrt(squares / n - mean * mean)};
  }

  /** An encoder that gives the same, whatever it sees. */
  private static void constantStart(FlowPolicy policy, float first, float second, float rawStd) {
    Parameters parameters = policy.model().parameters();
    Mlp start = policy.model().part(PartSpec.START).heads().get(0);
    for (Mlp.Layer layer : start.layers()) {
      parameters.write(layer.weight(), new float[layer.weight().length()]);
    }
    writeLastBias(start, parameters, first, second, rawStd, rawStd);
  }

  private static void writeLastBias(Mlp network, Parameters parameters, float... bias) {
    parameters.write(network.layers().get(network.layers().size() - 1).bias(), bias);
  }

  private static FlowPolicy policy(int flowSteps, long seed) {
    List<PartSpec> parts =
        List.of(PartSpec.start(List.of(8), "tanh", 2), PartSpec.value(List.of(8), "tanh"));
    FlowPolicySpec spec =
        new FlowPolicySpec(
            1,
            2,
            List.of(32),
            "silu",
            flowSteps,
            new SamplerSpec("latent-gaussian", 0, 1 / BOUND, BOUND),
            new float[2],
            new float[] {1, 1},
            FlowHead.VELOCITY,
            1,
            Exploration.ALL,
            Recording.NONE,
            parts);
    return FlowPolicy.random(spec, new RandomSource(seed));
  }
}

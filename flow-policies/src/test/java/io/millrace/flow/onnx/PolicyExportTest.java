package io.millrace.flow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.discrete.Choices;
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
import io.millrace.flow.sampler.Ode;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.BatchFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is exported, run by Microsoft's ONNX runtime, against the actor that it stands for. */
final class PolicyExportTest {
  private static final int ROWS = 1_000;
  static final int SIZE = 2;
  private static final int STEPS = 4;
  private static final double TOLERANCE = 1e-5;
  private static final SamplerSpec FLOW_SDE = new SamplerSpec("flow-sde", 0.7, 0, 0);
  private static final SamplerSpec FLOW_NOISE =
      new SamplerSpec("flow-noise", 0, 0.1, 0.5, true, 1, 1.5);
  private static final SamplerSpec LATENT = new SamplerSpec("latent-gaussian", 0, 0.1, 2);
  private static final PartSpec VALUE = PartSpec.value(List.of(16), "tanh");

  @Test
  void write_exploring_actsAndRecordsAsTheActor() throws Exception {
    List<FlowPolicySpec> specs = new ArrayList<>();
    for (String id : List.of("flow-sde", "dance-sde", "cps")) {
      specs.add(spec(3, "silu", STEPS, new SamplerSpec(id, 0.7, 0, 0), FlowHead.VELOCITY));
    }
    specs.add(spec(3, "silu", STEPS, FLOW_NOISE, FlowHead.VELOCITY, VALUE));
    specs.add(spec(3, "silu", STEPS, SamplerSpec.ODE, FlowHead.VELOCITY));
    specs.add(spec(3, "tanh", STEPS, LATENT, FlowHead.VELOCITY, start(), VALUE));
    specs.add(spec(3, "tanh", 0, LATENT, FlowHead.VELOCITY, start()));
    specs.add(spec(3, "silu", STEPS, FLOW_SDE, FlowHead.MEAN_VELOCITY));
    specs.add(spec(3, "silu", STEPS, FLOW_SDE, FlowHead.SHORTCUT));
    specs.add(spec(0, "silu", STEPS, FLOW_SDE, FlowHead.VELOCITY));
    specs.add(
        spec(
            3,
            "silu",
            STEPS,
            FLOW_NOISE,
            FlowHead.VELOCITY,
            PartSpec.encoder(List.of(8, 5), "relu")));
    for (FlowPolicySpec spec : specs) {
      assertSameExploration(policy(spec), 1_000 + specs.indexOf(spec));
    }
  }

  @Test
  void write_everyActivation_isTheEnginesOwn() throws Exception {
    for (Activation activation : Activation.values()) {
      assertSameExploration(
          policy(spec(3, activation.id(), STEPS, FLOW_SDE, FlowHead.VELOCITY)), 77);
    }
  }

  @Test
  void write_acting_isTheFlowWithoutNoise() throws Exception {
    for (FlowPolicySpec spec :
        List.of(
            spec(3, "silu", STEPS, FLOW_SDE, FlowHead.VELOCITY),
            spec(3, "silu", STEPS, FLOW_NOISE, FlowHead.VELOCITY),
            spec(3, "silu", STEPS, LATENT, FlowHead.VELOCITY, start()))) {
      FlowPolicy policy = policy(spec);
      float[] observations = gaussian(5, ROWS * 3);
      FlowActor actor = new FlowActor(policy, Acting.with(new Ode(), policy), ROWS);
      FlowSample sample = actor.newSample();
      actor.act(observations, new RandomSource(6), sample);
      try (OnnxSession session = session(policy, PolicyGraph.ACT)) {
        session.feed("observation", observations, ROWS, 3);
        if (!spec.sampler().learnsStart()) {
          session.feed("start", gaussian(6, ROWS * SIZE), ROWS, SIZE);
        }
        Map<String, float[]> said = session.run();
        assertThat(said).containsOnlyKeys("action");
        assertClose(said.get("action"), sample.actions(), spec + " action");
      }
    }
  }

  @Test
  void write_velocity_isTheFlowNetwork() throws Exception {
    FlowPolicy policy = policy(spec(3, "silu", STEPS, FLOW_SDE, FlowHead.SHORTCUT));
    float[] input = gaussian(7, ROWS * 7);
    BatchFunction network = policy.model().flow().inference(policy.model().parameters(), ROWS);
    System.arraycopy(input, 0, network.input(), 0, input.length);
    float[] expected = network.run().clone();
    try (OnnxSession session = session(policy, PolicyGraph.VELOCITY)) {
      session.feed("point", columns(input, 7, 0, 2), ROWS, 2);
      session.feed("time", columns(input, 7, 2, 4), ROWS, 2);
      session.feed("observation", columns(input, 7, 4, 7), ROWS, 3);
      assertClose(session.run().get("velocity"), expected, "velocity");
    }
  }

  @Test
  void run_withTheWeightsOfAnotherVersion_actsAsThatVersion() throws Exception {
    FlowPolicySpec spec = spec(3, "silu", STEPS, FLOW_SDE, FlowHead.VELOCITY);
    FlowPolicy next = FlowPolicy.random(spec, new RandomSource(41));
    byte[] model = PolicyExport.write(policy(spec), PolicyGraph.EXPLORE, Map.of());
    try (OnnxSession session = new OnnxSession(model, next.model().parameters())) {
      assertSame(session, next, 9, "other weights");
    }
  }

  @Test
  void write_twice_givesTheSameBytesAndTellsWhatItIs() throws Exception {
    FlowPolicy policy = policy(spec(3, "silu", STEPS, FLOW_SDE, FlowHead.VELOCITY));
    byte[] model = PolicyExport.write(policy, PolicyGraph.EXPLORE, Map.of("version", "7"));
    assertThat(PolicyExport.write(policy, PolicyGraph.EXPLORE, Map.of("version", "7")))
        .isEqualTo(model);
    try (OnnxSession session = new OnnxSession(model)) {
      assertThat(session.inputNames()).containsExactlyInAnyOrder("observation", "start", "noise");
      assertThat(session.metadata())
          .containsEntry("version", "7")
          .containsEntry("graph", "explore")
          .containsEntry("draw-steps", "0,1,2");
    }
  }

  @Test
  void write_whatOnnxCannotDo_isRefusedByName() {
    Exploration window = new Exploration(2, 0, -1, Exploration.Order.RANDOM, 0, List.of(1), null);
    assertRefused(
        with(window, Recording.NONE), PolicyGraph.EXPLORE, "rollout.exploration", "window=2");
    assertRefused(
        with(Exploration.ALL, new Recording(false, 3)), PolicyGraph.EXPLORE, "matchingPairs=3");
    assertRefused(
        FlowPolicySpec.categorical(3, List.of(8), "silu", Choices.uniform(1, 4), List.of()),
        PolicyGraph.ACT,
        "policy.flow=CATEGORICAL");
    assertRefused(
        spec(3, "tanh", 0, LATENT, FlowHead.VELOCITY, start()),
        PolicyGraph.VELOCITY,
        "policy.flowSteps=0");
    assertThatThrownBy(() -> PolicyGraph.of("exploring"))
        .hasMessageContaining("\"exploring\"")
        .hasMessageContaining("explore, act, velocity");
  }

  private static void assertRefused(FlowPolicySpec spec, PolicyGraph graph, String... words) {
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(1));
    assertThatThrownBy(() -> PolicyExport.write(policy, graph, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  private static void assertSameExploration(FlowPolicy policy, long seed) throws Exception {
    try (OnnxSession session = session(policy, PolicyGraph.EXPLORE)) {
      assertSame(session, policy, seed, policy.spec() + " seed=" + seed);
    }
  }

  /** The actor draws row by row: all starts first, then the noise of a step after the other. */
  private static void assertSame(OnnxSession session, FlowPolicy policy, long seed, String what)
      throws Exception {
    FlowPolicySpec spec = policy.spec();
    int observed = spec.observationSize();
    float[] observations = gaussian(seed, ROWS * observed);
    FlowActor actor = new FlowActor(policy, Acting.exploring(policy), ROWS);
    FlowSample sample = actor.newSample();
    actor.act(observations, new RandomSource(seed + 1), sample);
    RandomSource draws = new RandomSource(seed + 1);
    if (observed > 0) {
      session.feed("observation", observations, ROWS, observed);
    }
    session.feed("start", gaussian(draws, ROWS * SIZE), ROWS, SIZE);
    int steps = spec.sampler().learnsStart() ? 0 : spec.likelihoods();
    if (steps > 0) {
      session.feed("noise", noise(draws, steps), ROWS, steps, SIZE);
    }
    Map<String, float[]> said = session.run();
    assertClose(said.get("action"), sample.actions(), what + " action");
    assertClose(said.get("latent-path"), sample.latentPath(), what + " path");
    if (spec.likelihoods() > 0) {
      assertClose(said.get("log-probs"), sample.logProbs(), what + " log-probs");
      assertClose(said.get("draw-means"), sample.means(), what + " means");
    } else {
      assertThat(said).doesNotContainKeys("log-probs", "draw-means");
    }
    float[] values = actor.values(observations);
    if (values == null) {
      assertThat(said).doesNotContainKey("value");
    } else {
      assertClose(said.get("value"), values, what + " value");
    }
  }

  private static void assertClose(float[] said, float[] expected, String what) {
    assertThat(said).as(what).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < said.length; i++) {
      worst = Math.max(worst, Math.abs(said[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
    }
    assertThat(worst).as(what).isLessThan(TOLERANCE);
  }

  private static OnnxSession session(FlowPolicy policy, PolicyGraph graph) throws Exception {
    return new OnnxSession(PolicyExport.write(policy, graph, Map.of()));
  }

  /** Weights everywhere, the biases and the last layers included, so that nothing is near 0. */
  static FlowPolicy policy(FlowPolicySpec spec) {
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(3));
    float[] weights = policy.model().parameters().values();
    RandomSource random = new RandomSource(4);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.25 * random.nextGaussian());
    }
    return policy;
  }

  private static PartSpec start() {
    return PartSpec.start(List.of(16), "tanh", SIZE);
  }

  static FlowPolicySpec spec(
      int observed,
      String activation,
      int steps,
      SamplerSpec sampler,
      FlowHead head,
      PartSpec... parts) {
    return new FlowPolicySpec(
        observed,
        SIZE,
        List.of(32, 16),
        activation,
        steps,
        sampler,
        new float[] {1, -2},
        new float[] {3, 0.5f},
        head,
        1,
        Exploration.ALL,
        Recording.NONE,
        List.of(parts));
  }

  private static FlowPolicySpec with(Exploration exploration, Recording recording) {
    return new FlowPolicySpec(
        3,
        SIZE,
        List.of(8),
        "silu",
        STEPS,
        FLOW_SDE,
        new float[SIZE],
        new float[] {1, 1},
        FlowHead.VELOCITY,
        1,
        exploration,
        recording,
        List.of());
  }

  private static float[] gaussian(long seed, int count) {
    return gaussian(new RandomSource(seed), count);
  }

  private static float[] gaussian(RandomSource random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** [rows][steps][size], from draws that come step by step. */
  private static float[] noise(RandomSource draws, int steps) {
    float[] noise = new float[ROWS * steps * SIZE];
    for (int k = 0; k < steps; k++) {
      for (int row = 0; row < ROWS; row++) {
        for (int d = 0; d < SIZE; d++) {
          noise[(row * steps + k) * SIZE + d] = (float) draws.nextGaussian();
        }
      }
    }
    return noise;
  }

  private static float[] columns(float[] matrix, int width, int first, int end) {
    float[] part = new float[ROWS * (end - first)];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(matrix, row * width + first, part, row * (end - first), end - first);
    }
    return part;
  }
}

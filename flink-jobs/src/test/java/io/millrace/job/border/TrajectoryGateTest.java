package io.millrace.job.border;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.job.Samples;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.RewardEvent;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrajectoryGateTest {
  private final TrajectoryGate gate = new TrajectoryGate(Samples.SHAPE);

  @Test
  void judge_soundTrajectory_accepted() {
    GateVerdict verdict = gate.judge(sound());

    assertThat(verdict).isInstanceOf(GateVerdict.Accepted.class);
    assertThat(((GateVerdict.Accepted) verdict).steps()).isEqualTo(Samples.STEPS);
  }

  @Test
  void judge_extremeButFiniteValues_accepted() {
    float[] odd = {-0.0f, Float.MIN_VALUE, Float.MAX_VALUE};
    Trajectory trajectory =
        Samples.trajectory("g", 0, 1, 0).setRewards(Tensors.of(odd, Samples.STEPS, 1)).build();

    assertThat(gate.judge(RecordCodec.encode(trajectory))).isInstanceOf(GateVerdict.Accepted.class);
  }

  /** Two agents with weights of their own: what is seen begins with 0 or 1 and stays with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1 | ",
        "0 | 0 | ",
        "2 | 2 | expected an agent's number of 0 to 1, field=observations step=0 value=2.0",
        "0.5 | 0.5 | expected an agent's number of 0 to 1, field=observations step=0 value=0.5",
        "1 | 0 | expected the agent's number of the first observation, 1.0, field=observations step=3"
      })
  void judge_weightsForEachAgent_takesObservationsOfOneAgent(
      float first, float last, String refusal) {
    PolicyShape of = Samples.SHAPE;
    PolicyShape separate =
        new PolicyShape(
            of.policyId(),
            of.epoch(),
            of.observationSize(),
            of.actionSize(),
            of.chunk(),
            of.pathPoints(),
            of.draws(),
            of.firstStep(),
            of.endStep(),
            of.namesSteps(),
            of.means(),
            of.values(),
            of.actionRewards(),
            of.matchingPairs(),
            of.choices(),
            of.highestLogProbs(),
            2);
    float[] observations = {first, 5, first, 6, first, 7, last, 8};
    Trajectory trajectory =
        Samples.trajectory("g", 0, 1, 0)
            .setObservations(Tensors.of(observations, Samples.STEPS + 1, 2))
            .build();

    GateVerdict verdict = new TrajectoryGate(separate).judge(RecordCodec.encode(trajectory));

    if (refusal == null) {
      assertThat(verdict).isInstanceOf(GateVerdict.Accepted.class);
    } else {
      assertThat(verdict.toString()).contains(refusal);
    }
  }

  @Test
  void judge_endMarker_marker() {
    assertThat(gate.judge(RecordCodec.encode(Samples.end("g"))))
        .isInstanceOf(GateVerdict.Marker.class);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "3, true", "4, false", "-1, false", "1.5, false"})
  void judge_discreteFlow_takesTokensAlone(float number, boolean accepted) {
    FlowPolicySpec spec =
        FlowPolicySpec.ofTokens(2, 1, List.of(), "silu", 2, TokenSpec.uniform(4), List.of());
    TrajectoryGate tokens = new TrajectoryGate(PolicyShape.of(Samples.POLICY, 1, spec));
    Trajectory trajectory =
        Samples.trajectory("g", 0, 1, 0)
            .setActions(filled(1, 3, 1))
            .setLogProbs(filled(-1, 3, 2, 1))
            .setLatentPath(filled(number, 3, 4, 1))
            .build();

    GateVerdict verdict = tokens.judge(RecordCodec.encode(trajectory));

    assertThat(verdict instanceof GateVerdict.Accepted).isEqualTo(accepted);
  }

  /** One position of three choices under a mask; the observations are one and the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 1 | accepted",
        "1 | 0 | 1 | expected a choice that the mask allows, position=0 value=1 field=actions step=0",
        "0 | 1 | 1 | expected a choice that the mask allows, position=0 value=1 field=latentPath step=0",
        "3 | 0 | 1 | expected a choice of 0 to 2, position=0 value=3.0 field=actions step=0",
        "0 | 0 | 0.5 | expected 0 or 1 in a mask, position=0 choice=0 value=0.5 field=observations step=0",
        "0 | 0 | 0 | expected a mask that allows a choice, position=0 field=observations step=0"
      })
  void judge_maskedChoices_takesTheAllowedAlone(
      float action, float drawn, float first, String expected) {
    Choices choices = new Choices(List.of(3), true);
    FlowPolicySpec spec = FlowPolicySpec.categorical(4, List.of(), "silu", choices, List.of());
    TrajectoryGate gate = new TrajectoryGate(PolicyShape.of(Samples.POLICY, 1, spec));
    float[] observations = new float[4 * 4];
    for (int t = 0; t < 4; t++) {
      observations[4 * t + 1] = first;
    }
    Trajectory trajectory =
        Samples.trajectory("g", 0, 1, 0)
            .setObservations(Tensors.of(observations, 4, 4))
            .setActions(filled(action, 3, 1))
            .setLogProbs(filled(-1, 3, 1, 1))
            .setLatentPath(filled(drawn, 3, 1, 1))
            .build();

    GateVerdict verdict = gate.judge(RecordCodec.encode(trajectory));

    String told = verdict instanceof GateVerdict.Rejected rejected ? rejected.detail() : "accepted";
    assertThat(told).isEqualTo(expected);
  }

  /** Peaks by hand: log-densities of N(0, std) at 0; of flow-noise the smallest deviation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flow-sde | -0.563 | -0.419 | 0.131 | accepted",
        "flow-sde | -0.560 | -0.419 | 0.131 | at most -0.5623 at flow step 0, field=logProbs index=0 value=-0.56",
        "flow-sde | -0.563 | -0.416 | 0.131 | at most -0.4184 at flow step 1, field=logProbs index=1 value=-0.416",
        "flow-sde | -0.563 | -0.419 | 0.134 | at most 0.1309 at flow step 2, field=logProbs index=2 value=0.134",
        "flow-noise | 1.383 | 1.383 | 1.383 | accepted",
        "flow-noise | 1.383 | 1.383 | 1.386 | at most 1.3836 at flow step 2, field=logProbs index=2 value=1.386"
      })
  void judge_logProbs_takesWhatADensityCanBeAlone(
      String sampler, float first, float second, float third, String expected) {
    SamplerSpec sampling =
        sampler.equals("flow-sde")
            ? new SamplerSpec(sampler, 0.7, 0, 0)
            : new SamplerSpec(sampler, 0, 0.1, 0.5);
    FlowPolicySpec spec =
        new FlowPolicySpec(2, 1, List.of(4), "silu", 4, sampling, new float[] {0}, new float[] {1});
    TrajectoryGate normal = new TrajectoryGate(PolicyShape.of(Samples.POLICY, 1, spec));
    float[] logProbs = {first, second, third, -9, -9, -9, -9, -9, -9};
    Trajectory trajectory =
        Samples.trajectory("g", 0, 1, 0).setLogProbs(Tensors.of(logProbs, 3, 3, 1)).build();

    GateVerdict verdict = normal.judge(RecordCodec.encode(trajectory));

    String told = verdict instanceof GateVerdict.Rejected rejected ? rejected.detail() : "accepted";
    assertThat(told).endsWith(expected);
  }

  static Stream<Arguments> faults() {
    float nan = Float.NaN;
    float infinity = Float.NEGATIVE_INFINITY;
    return Stream.of(
        fault(RejectionReason.INVALID_ID, "trajectoryId", t -> t.setTrajectoryId("")),
        fault(RejectionReason.INVALID_ID, "groupId", t -> t.setGroupId("")),
        fault(RejectionReason.INVALID_ID, "257", t -> t.setGroupId("x".repeat(257))),
        fault(RejectionReason.UNKNOWN_POLICY, "policyId=q", t -> t.setPolicyId("q")),
        fault(RejectionReason.WRONG_EPOCH, "epoch=2", t -> t.setEpoch(2)),
        fault(RejectionReason.INVALID_VERSION, "policyVersion=0", t -> t.setPolicyVersion(0)),
        fault(RejectionReason.INVALID_GROUP, "groupSize=0", t -> t.setGroupSize(0)),
        fault(RejectionReason.INVALID_GROUP, "memberIndex=-1", t -> t.setMemberIndex(-1)),
        fault(RejectionReason.INVALID_GROUP, "memberIndex=1", t -> t.setMemberIndex(1)),
        fault(RejectionReason.UNFINISHED, "terminated=false", t -> t.setTerminated(false)),
        fault(RejectionReason.NON_FINITE, "field=rewards", t -> t.setRewards(filled(nan, 3, 1))),
        fault(
            RejectionReason.NON_FINITE,
            "field=observations",
            t -> t.setObservations(filled(infinity, 4, 2))),
        fault(RejectionReason.NON_FINITE, "field=actions", t -> t.setActions(filled(nan, 3, 1))),
        fault(
            RejectionReason.NON_FINITE, "field=logProbs", t -> t.setLogProbs(filled(nan, 3, 3, 1))),
        fault(
            RejectionReason.NON_FINITE,
            "field=latentPath",
            t -> t.setLatentPath(filled(nan, 3, 5, 1))),
        fault(RejectionReason.TENSOR_SHAPE, "field=actions", t -> t.setActions(filled(0, 3, 2))),
        fault(RejectionReason.TENSOR_SHAPE, "field=actions", t -> t.setActions(filled(0, 0, 1))),
        fault(
            RejectionReason.OUT_OF_RANGE,
            "expected 3 to 3 environment steps, attribute=env-steps value=many",
            t -> t.setAttributes(Map.of("env-steps", "many"))),
        fault(
            RejectionReason.TENSOR_SHAPE,
            "field=observations",
            t -> t.setObservations(filled(0, 3, 2))),
        fault(RejectionReason.TENSOR_SHAPE, "field=rewards", t -> t.setRewards(filled(0, 3))),
        fault(RejectionReason.TENSOR_SHAPE, "field=rewards", t -> t.setRewards(filled(0, 2, 1))),
        fault(RejectionReason.TENSOR_SHAPE, "channels=0", t -> t.setRewards(filled(0, 3, 0))),
        fault(
            RejectionReason.TENSOR_SHAPE, "field=logProbs", t -> t.setLogProbs(filled(0, 3, 4, 1))),
        fault(
            RejectionReason.TENSOR_SHAPE,
            "field=latentPath",
            t -> t.setLatentPath(filled(0, 3, 4, 1))),
        fault(
            RejectionReason.TENSOR_SHAPE,
            "shape and data differ",
            t -> t.setRewards(withShape(filled(0, 3, 1), 3, 2))),
        fault(
            RejectionReason.TENSOR_SHAPE,
            "field=actions",
            t -> t.setActions(withShape(filled(0, 3, 1), Integer.MAX_VALUE, 1))),
        fault(
            RejectionReason.TENSOR_SHAPE,
            "dtype",
            t -> t.setRewards(Tensors.ofDoubles(new double[3], 3, 1))),
        fault(RejectionReason.MISSING_TENSOR, "field=logProbs", t -> t.setLogProbs(null)),
        fault(RejectionReason.MISSING_TENSOR, "field=latentPath", t -> t.setLatentPath(null)));
  }

  /** A policy that says which steps it drew at, their means, values and matching pairs. */
  private static final PolicyShape TALKATIVE =
      new PolicyShape(
          Samples.POLICY, 1, 2, 1, 1, 5, 1, 0, 3, true, true, true, false, 2, null, List.of(), 1);

  private static Trajectory.Builder talkative() {
    return Samples.trajectory("g", 0, 1, 0)
        .setLogProbs(filled(0, 3, 1, 1))
        .setDrawSteps(Tensors.ofInts(new int[] {0, 1, 2}, 3, 1))
        .setDrawMeans(filled(0, 3, 1, 1))
        .setValues(filled(0, 4))
        .setMatchingPairs(filled(0, 3, 2, 3));
  }

  static Stream<Arguments> faultsOfATrace() {
    float nan = Float.NaN;
    return Stream.of(
        fault(RejectionReason.MISSING_TENSOR, "field=drawSteps", t -> t.setDrawSteps(null)),
        fault(
            RejectionReason.OUT_OF_RANGE,
            "expected 0 <= value < 3, field=drawSteps index=1 value=3",
            t -> t.setDrawSteps(Tensors.ofInts(new int[] {0, 3, 2}, 3, 1))),
        fault(
            RejectionReason.OUT_OF_RANGE,
            "value=-1",
            t -> t.setDrawSteps(Tensors.ofInts(new int[] {0, -1, 2}, 3, 1))),
        fault(RejectionReason.TENSOR_SHAPE, "dtype", t -> t.setDrawSteps(filled(0, 3, 1))),
        fault(RejectionReason.MISSING_TENSOR, "field=drawMeans", t -> t.setDrawMeans(null)),
        fault(
            RejectionReason.NON_FINITE,
            "field=drawMeans",
            t -> t.setDrawMeans(filled(nan, 3, 1, 1))),
        fault(RejectionReason.MISSING_TENSOR, "field=values", t -> t.setValues(null)),
        fault(RejectionReason.TENSOR_SHAPE, "field=values", t -> t.setValues(filled(0, 3))),
        fault(RejectionReason.MISSING_TENSOR, "field=matchingPairs", t -> t.setMatchingPairs(null)),
        fault(
            RejectionReason.TENSOR_SHAPE,
            "field=matchingPairs",
            t -> t.setMatchingPairs(filled(0, 3, 1, 3))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faultsOfATrace")
  void judge_faultyTrace_rejectedByName(
      RejectionReason reason, String detail, Consumer<Trajectory.Builder> fault) {
    TrajectoryGate talkativeGate = new TrajectoryGate(TALKATIVE);
    assertThat(talkativeGate.judge(RecordCodec.encode(talkative().build())))
        .isInstanceOf(GateVerdict.Accepted.class);
    Trajectory.Builder trajectory = talkative();
    fault.accept(trajectory);

    GateVerdict verdict = talkativeGate.judge(RecordCodec.encode(trajectory.build()));

    assertThat(verdict).isInstanceOf(GateVerdict.Rejected.class);
    assertThat(((GateVerdict.Rejected) verdict).reason()).isEqualTo(reason);
    assertThat(((GateVerdict.Rejected) verdict).detail()).contains(detail);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void judge_faultyTrajectory_rejectedByName(
      RejectionReason reason, String detail, Consumer<Trajectory.Builder> fault) {
    Trajectory.Builder trajectory = Samples.trajectory("g", 0, 1, 0);
    fault.accept(trajectory);

    GateVerdict.Rejected rejected = rejected(RecordCodec.encode(trajectory.build()));

    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected.detail()).contains(detail);
  }

  @Test
  void judge_hostileBytes_rejectedWithTheirReason() {
    byte[] sound = sound();
    byte[] wrongFingerprint = sound.clone();
    wrongFingerprint[5] ^= 0x55;

    assertThat(rejected(null).reason()).isEqualTo(RejectionReason.EMPTY);
    assertThat(rejected(new byte[0]).reason()).isEqualTo(RejectionReason.EMPTY);
    assertThat(rejected(new byte[] {1}).reason()).isEqualTo(RejectionReason.NOT_SINGLE_OBJECT);
    assertThat(rejected("{\"not\": \"avro\"}".getBytes(StandardCharsets.UTF_8)).reason())
        .isEqualTo(RejectionReason.NOT_SINGLE_OBJECT);
    assertThat(rejected(wrongFingerprint).reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
    assertThat(rejected(Arrays.copyOf(sound, sound.length + 1)).reason())
        .isEqualTo(RejectionReason.TRAILING_BYTES);
    assertThat(rejected(RecordCodec.encode(rewardEvent())).reason())
        .isEqualTo(RejectionReason.UNEXPECTED_TYPE);
  }

  @Test
  void judge_truncatedAnywhere_rejected() {
    byte[] sound = sound();
    for (int length = 0; length < sound.length; length++) {
      rejected(Arrays.copyOf(sound, length));
    }
  }

  @Test
  void judge_declaredLengthOf2GiB_rejectedWithoutAllocatingIt() {
    byte[] sound = sound();
    byte[] hostile = Arrays.copyOf(sound, sound.length);
    byte[] hugeVarint = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    System.arraycopy(hugeVarint, 0, hostile, 10, hugeVarint.length);

    // The test's JVM has a heap of 1 GiB: allocating what is declared would end it.
    assertThat(rejected(hostile).reason())
        .isIn(RejectionReason.MALFORMED, RejectionReason.TRUNCATED);
  }

  @Test
  void judge_randomlyDamagedBytes_neverThrows() {
    long seed = System.nanoTime();
    System.out.println("judge_randomlyDamagedBytes_neverThrows seed=" + seed);
    Random random = new Random(seed);
    byte[] sound = sound();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = sound.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt(256);
      }
      assertThat(gate.judge(damaged)).as("seed=%d i=%d", seed, i).isNotNull();
    }
  }

  @Test
  void ids_everyReason_kebabCase() {
    for (RejectionReason reason : RejectionReason.values()) {
      assertThat(reason.id()).matches("[a-z]+(-[a-z]+)*");
    }
  }

  private GateVerdict.Rejected rejected(byte[] bytes) {
    GateVerdict verdict = gate.judge(bytes);
    assertThat(verdict).isInstanceOf(GateVerdict.Rejected.class);
    return (GateVerdict.Rejected) verdict;
  }

  private static byte[] sound() {
    return RecordCodec.encode(Samples.trajectory("g", 0, 1, 1).build());
  }

  private static RewardEvent rewardEvent() {
    return new RewardEvent("e", "g-0", Samples.POLICY, 1L, null, 1.0, "judge", 1L);
  }

  private static Arguments fault(
      RejectionReason reason, String detail, Consumer<Trajectory.Builder> fault) {
    return Arguments.of(reason, detail, fault);
  }

  private static Tensor filled(float value, int... shape) {
    int length = 1;
    for (int axis : shape) {
      length *= axis;
    }
    float[] values = new float[length];
    Arrays.fill(values, value);
    return Tensors.of(values, shape);
  }

  private static Tensor withShape(Tensor tensor, Integer... shape) {
    return new Tensor(tensor.getDtype(), List.of(shape), tensor.getData());
  }
}

package io.millrace.job.border;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.Samples;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DemonstrationGateTest {
  private static final int T = Samples.STEPS;

  private final DemonstrationGate gate =
      new DemonstrationGate("test", Samples.OBSERVATIONS, Samples.ACTIONS);

  @Test
  void judge_trajectoryOfAnyPolicy_isAccepted() {
    assertThat(judge(t -> t.setPolicyId("a-person").setEpoch(7).setPolicyVersion(3)))
        .isInstanceOfSatisfying(
            GateVerdict.Accepted.class, a -> assertThat(a.steps()).isEqualTo(T));
  }

  @Test
  void judge_withoutWhatImitationDoesNotNeed_isAccepted() {
    assertThat(
            judge(
                t ->
                    t.setObservations(Tensors.of(new float[T * 2], T, 2))
                        .setRewards(Tensors.of(new float[0], T, 0))
                        .setLogProbs(null)
                        .setLatentPath(null)))
        .isInstanceOf(GateVerdict.Accepted.class);
  }

  static Stream<Arguments> faults() {
    float[] nan = new float[T];
    nan[1] = Float.NaN;
    return Stream.of(
        fault("unknown-environment", "environment=other", t -> t.setEnvironment("other")),
        fault("invalid-id", "policyId", t -> t.setPolicyId("")),
        fault("invalid-id", "trajectoryId", t -> t.setTrajectoryId("")),
        fault("invalid-version", "policyVersion=0", t -> t.setPolicyVersion(0)),
        fault("unfinished", "terminated=false", t -> t.setTerminated(false)),
        fault("non-finite", "field=actions index=1", t -> t.setActions(Tensors.of(nan, T, 1))),
        fault("non-finite", "field=rewards", t -> t.setRewards(Tensors.of(nan, T, 1))),
        fault(
            "tensor-shape",
            "expected shape [4, 2], field=observations",
            t -> t.setObservations(Tensors.of(new float[10], 5, 2))),
        fault(
            "tensor-shape",
            "expected shape [3, 2], field=observations",
            t -> t.setObservations(Tensors.of(new float[9], 3, 3))),
        fault(
            "tensor-shape", "field=observations", t -> t.setObservations(Tensors.of(new float[1]))),
        fault("tensor-shape", "field=actions", t -> t.setActions(Tensors.of(new float[6], 3, 2))),
        fault("tensor-shape", "field=actions", t -> t.setActions(Tensors.of(new float[0], 0, 1))));
  }

  private static Arguments fault(String reason, String detail, Consumer<Trajectory.Builder> fault) {
    return Arguments.of(reason, detail, fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void judge_fault_isRejectedWithReasonAndDetail(
      String reason, String detail, Consumer<Trajectory.Builder> fault) {
    assertThat(judge(fault))
        .isInstanceOfSatisfying(
            GateVerdict.Rejected.class,
            r -> {
              assertThat(r.reason().id()).isEqualTo(reason);
              assertThat(r.detail()).contains(detail);
            });
  }

  @Test
  void judge_otherRecordsAndNoBytes_areRejected() {
    assertThat(reason(RecordCodec.encode(Samples.end("g")))).isEqualTo("unexpected-type");
    assertThat(reason(null)).isEqualTo("empty");
    assertThat(reason(new byte[0])).isEqualTo("empty");
  }

  @Test
  void judge_damagedBytes_neverThrows() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] sound = RecordCodec.encode(Samples.trajectory("g", 0, 1, 0).build());
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(gate.judge(damaged)).as("seed=%d", seed).isNotNull();
    }
  }

  private String reason(byte[] bytes) {
    return ((GateVerdict.Rejected) gate.judge(bytes)).reason().id();
  }

  private GateVerdict judge(Consumer<Trajectory.Builder> change) {
    Trajectory.Builder builder = Samples.trajectory("g", 0, 1, 0);
    change.accept(builder);
    return gate.judge(RecordCodec.encode(builder.build()));
  }
}

package io.millrace.job;

import io.millrace.job.border.PolicyShape;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records for tests: a policy of two observations, one action and four flow steps. */
public final class Samples {
  public static final String POLICY = "p";
  public static final String TOPIC = "millrace.trajectories";
  public static final int OBSERVATIONS = 2;
  public static final int ACTIONS = 1;
  public static final int FLOW_STEPS = 4;
  public static final int STEPS = 3;
  public static final PolicyShape SHAPE =
      new PolicyShape(
          POLICY,
          1,
          OBSERVATIONS,
          ACTIONS,
          1,
          FLOW_STEPS + 1,
          FLOW_STEPS - 1,
          0,
          FLOW_STEPS - 1,
          false,
          false,
          false,
          false,
          0,
          null,
          List.of(),
          1);

  private Samples() {}

  /** A sound trajectory whose rewards are {@code reward} at each of its three steps. */
  public static Trajectory.Builder trajectory(String group, int index, int size, float reward) {
    return Trajectory.newBuilder()
        .setTrajectoryId(group + "-" + index)
        .setGroupId(group)
        .setMemberIndex(index)
        .setGroupSize(size)
        .setPolicyId(POLICY)
        .setEpoch(1)
        .setPolicyVersion(1)
        .setEnvironment("test")
        .setObservations(Tensors.of(new float[(STEPS + 1) * OBSERVATIONS], STEPS + 1, OBSERVATIONS))
        .setActions(Tensors.of(new float[STEPS * ACTIONS], STEPS, ACTIONS))
        .setRewards(Tensors.of(new float[] {reward, reward, reward}, STEPS, 1))
        .setLogProbs(
            Tensors.of(
                new float[STEPS * (FLOW_STEPS - 1) * ACTIONS], STEPS, FLOW_STEPS - 1, ACTIONS))
        .setLatentPath(
            Tensors.of(
                new float[STEPS * (FLOW_STEPS + 1) * ACTIONS], STEPS, FLOW_STEPS + 1, ACTIONS))
        .setTerminated(true)
        .setTruncated(false)
        .setStartedAtMs(10)
        .setEndedAtMs(20)
        .setAttributes(Map.of("success", "true"));
  }

  public static GroupEnd end(String group) {
    return new GroupEnd(POLICY, 1L, group, "worker-left", 20L);
  }

  /** The record at this offset of partition 0. */
  public static RawRecord raw(long offset, long timestampMs, SpecificRecord record) {
    return raw(offset, timestampMs, RecordCodec.encode(record));
  }

  /** These bytes at this offset of partition 0. */
  public static RawRecord raw(long offset, long timestampMs, byte[] value) {
    return new RawRecord(
        TOPIC, 0, offset, timestampMs, "p/g".getBytes(StandardCharsets.UTF_8), value);
  }
}

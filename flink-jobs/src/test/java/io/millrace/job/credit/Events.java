package io.millrace.job.credit;

import io.millrace.job.Samples;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.LateReward;
import io.millrace.job.record.OutboundRecord;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import java.util.ArrayList;
import java.util.List;

/** Events of group {@code g} for tests of the credit stage. */
final class Events {
  static final String KEY = "p/1/g";

  private Events() {}

  /** A member whose reward is {@code reward} at each step, read at {@code offset}. */
  static GroupEvent member(int index, int size, float reward, long offset, long timestampMs) {
    return member("g-" + index, index, size, reward, offset, timestampMs);
  }

  static GroupEvent member(
      String id, int index, int size, float reward, long offset, long timestampMs) {
    GroupMember member =
        new GroupMember(
            id,
            index,
            size,
            1,
            10,
            new float[] {reward, reward, reward},
            Samples.raw(
                offset,
                timestampMs,
                Samples.trajectory("g", index, size, reward).setTrajectoryId(id).build()));
    return GroupEvent.member(Samples.POLICY, 1, "g", member);
  }

  static GroupEvent end(long timestampMs) {
    return GroupEvent.end(Samples.POLICY, 1, "g", timestampMs);
  }

  static GroupEvent lateReward(String eventId, int index, int step, double value) {
    return GroupEvent.lateReward(
        Samples.POLICY,
        1,
        "g",
        new LateReward(
            eventId, "g-" + index, index, step, value, Samples.raw(99, 50, new byte[] {1, 2})));
  }

  static AdvantageRecord decode(OutboundRecord record) {
    return RecordCodec.decode(record.value(), AdvantageRecord.class);
  }

  /** Each member's advantage at its first step. */
  static List<Float> firstAdvantages(AdvantageRecord record) {
    List<Float> advantages = new ArrayList<>();
    record.getMembers().forEach(m -> advantages.add(Tensors.floats(m.getAdvantages())[0]));
    return advantages;
  }
}

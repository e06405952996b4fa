package io.millrace.job.credit;

import io.millrace.job.border.BorderCodec;
import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.border.TensorCheck;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the reward job hands to the credit job where the two run apart: a member as an advantage
 * record of no kind yet, with one member and no advantages; an end marker as it was.
 *
 * @param topicPrefix what the names of the pipeline's topics begin with
 */
public record ScoredCodec(String topicPrefix) implements Serializable {

  /** The event as a record of the scored topic, keyed as the trajectories topic is. */
  public OutboundRecord encode(GroupEvent event) {
    byte[] key = (event.policyId() + "/" + event.groupId()).getBytes(StandardCharsets.UTF_8);
    return new OutboundRecord(
        new Topics(topicPrefix).scored(), key, RecordCodec.encode(record(event)));
  }

  private static SpecificRecord record(GroupEvent event) {
    return switch (event.kind()) {
      case MEMBER ->
          new AdvantageRecord(
              AdvantageKind.UNKNOWN,
              event.member().trajectoryId(),
              event.groupId(),
              event.policyId(),
              event.epoch(),
              List.of(part(event.member())));
      case END ->
          new GroupEnd(
              event.policyId(), event.epoch(), event.groupId(), "marker", event.timestampMs());
      case LATE_REWARD ->
          throw new IllegalStateException("late rewards need reward and credit in one job");
    };
  }

  private static AdvantageMember part(GroupMember member) {
    return new AdvantageMember(
        RecordCodec.decode(member.source().value(), Trajectory.class),
        Tensors.of(member.rewards(), member.rewards().length),
        Tensors.of(new float[0], 0),
        member.source().partition(),
        member.source().offset(),
        member.source().timestampMs());
  }

  /**
   * The event in a record of the scored topic.
   *
   * @throws RejectedException where there is none
   */
  public GroupEvent decode(RawRecord raw) {
    SpecificRecord record = BorderCodec.decode(raw.value());
    if (record instanceof GroupEnd end) {
      return GroupEvent.end(
          end.getPolicyId(), end.getEpoch(), end.getGroupId(), end.getEndedAtMs());
    }
    if (record instanceof AdvantageRecord scored && scored.getMembers().size() == 1) {
      AdvantageMember part = scored.getMembers().get(0);
      return GroupEvent.member(
          scored.getPolicyId(), scored.getEpoch(), scored.getGroupId(), member(part));
    }
    throw new RejectedException(
        RejectionReason.UNEXPECTED_TYPE,
        "expected GroupEnd or one scored member, type=" + record.getSchema().getName());
  }

  private GroupMember member(AdvantageMember part) {
    Trajectory trajectory = part.getTrajectory();
    RawRecord source =
        new RawRecord(
            new Topics(topicPrefix).trajectories(),
            part.getPartition(),
            part.getOffset(),
            part.getPublishedAtMs(),
            null,
            RecordCodec.encode(trajectory));
    return new GroupMember(
        trajectory.getTrajectoryId(),
        trajectory.getMemberIndex(),
        trajectory.getGroupSize(),
        trajectory.getPolicyVersion(),
        trajectory.getStartedAtMs(),
        TensorCheck.finite("rewards", part.getRewards(), TensorCheck.ANY),
        source);
  }
}

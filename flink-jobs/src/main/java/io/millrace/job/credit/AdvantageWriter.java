package io.millrace.job.credit;

import io.millrace.flow.credit.Credit;
import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.OutboundRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the members of a group into the record that the learner folds. Every sum over members runs
 * in member order, so that the same members give the same bytes.
 */
public final class AdvantageWriter {
  /** What Kafka adds to a record, generously. */
  private static final int FRAMING_BYTES = 64 << 10;

  private final Credit credit;
  private final String topic;

  /**
   * @param credit the recipe's credit stage
   * @param topic the advantages topic
   */
  public AdvantageWriter(Credit credit, String topic) {
    this.credit = credit;
    this.topic = topic;
  }

  /**
   * The advantages of a group.
   *
   * @param members in member order
   * @return [member][step], finite
   * @throws RejectedException where the credit stage refuses the group or answers with a NaN
   */
  public double[][] advantages(String groupId, List<GroupMember> members) {
    List<Credit.Member> judged = new ArrayList<>(members.size());
    for (GroupMember member : members) {
      judged.add(judged(member));
    }
    double[][] advantages;
    try {
      advantages = credit.advantages(groupId, judged);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RejectedException(RejectionReason.CREDIT_FAILED, String.valueOf(e.getMessage()));
    }
    checkFinite(members, advantages);
    return advantages;
  }

  /**
   * The encoded record, keyed by policy id.
   *
   * @param recordId what the fold uses once
   * @param advantages [member][step]
   * @throws RejectedException where it is larger than a topic takes
   */
  public OutboundRecord write(
      AdvantageKind kind,
      String recordId,
      GroupKey key,
      List<GroupMember> members,
      double[][] advantages) {
    List<AdvantageMember> parts = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      parts.add(part(members.get(i), advantages[i]));
    }
    byte[] value =
        RecordCodec.encode(
            new AdvantageRecord(kind, recordId, key.groupId(), key.policyId(), key.epoch(), parts));
    if (value.length > Topics.MAX_RECORD_BYTES - FRAMING_BYTES) {
      throw new RejectedException(
          RejectionReason.TOO_LARGE,
          "expected a group of at most %d bytes, groupId=%s bytes=%d"
              .formatted(Topics.MAX_RECORD_BYTES - FRAMING_BYTES, key.groupId(), value.length));
    }
    return new OutboundRecord(topic, key.policyId().getBytes(StandardCharsets.UTF_8), value);
  }

  /** What credit reads of a member; its values are worth a decoding only where it reads them. */
  private Credit.Member judged(GroupMember member) {
    double[] rewards = widened(member.rewards());
    if (!credit.needsValues()) {
      return new Credit.Member(rewards, null, true);
    }
    Trajectory trajectory = RecordCodec.decode(member.source().value(), Trajectory.class);
    return new Credit.Member(
        rewards, values(trajectory, rewards.length), trajectory.getTerminated());
  }

  /**
   * [N+1]: the value before each of N rewards and after the last. With values of each action of a
   * chunk, [T+1][H] of them, what the last chunk did not come to is left out.
   */
  private static double[] values(Trajectory trajectory, int rewards) {
    if (trajectory.getValues() == null) {
      return null;
    }
    double[] told = Tensors.doubles(trajectory.getValues());
    int units = told.length / trajectory.getValues().getShape().get(0);
    double[] values = Arrays.copyOf(told, rewards + 1);
    values[rewards] = told[told.length - units];
    return values;
  }

  private static AdvantageMember part(GroupMember member, double[] advantages) {
    int steps = member.rewards().length;
    float[] narrowed = new float[steps];
    for (int t = 0; t < steps; t++) {
      narrowed[t] = (float) advantages[t];
    }
    return new AdvantageMember(
        RecordCodec.decode(member.source().value(), Trajectory.class),
        Tensors.of(member.rewards(), steps),
        Tensors.of(narrowed, steps),
        member.source().partition(),
        member.source().offset(),
        member.source().timestampMs());
  }

  private static void checkFinite(List<GroupMember> members, double[][] advantages) {
    for (int i = 0; i < members.size(); i++) {
      for (int t = 0; t < members.get(i).rewards().length; t++) {
        if (!Float.isFinite((float) advantages[i][t])) {
          throw new RejectedException(
              RejectionReason.NON_FINITE,
              "expected finite values, field=advantages member=%d step=%d value=%s"
                  .formatted(members.get(i).memberIndex(), t, advantages[i][t]));
        }
      }
    }
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int t = 0; t < wide.length; t++) {
      wide[t] = values[t];
    }
    return wide;
  }
}

package io.millrace.job.credit;

import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.LateReward;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.AdvantageKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reward does that comes after its trajectory went on. While the group is open the member's
 * reward grows. Once the group was credited, the whole group is credited anew, since one member's
 * reward moves the others' baseline, and the difference is sent as a correction: the log is added
 * to, never edited.
 */
public final class LateRewardMachine {
  private final AdvantageWriter writer;

  public LateRewardMachine(AdvantageWriter writer) {
    this.writer = writer;
  }

  /**
   * A late reward comes.
   *
   * @param event of kind {@link GroupEvent.Kind#LATE_REWARD}
   */
  public GroupDecision onLateReward(GroupMemory memory, GroupEvent event) {
    LateReward reward = event.lateReward();
    if (memory.open() != null) {
      GroupMember member = memory.member(reward.memberIndex());
      if (isOf(member, reward)) {
        memory.keep(member.plusReward(reward.step(), reward.value()));
        return GroupDecision.NOTHING;
      }
    }
    List<GroupMember> before = memory.retained();
    int position = position(before, reward);
    if (position < 0) {
      return rejected(
          reward,
          RejectionReason.REWARD_TOO_LATE,
          "expected a group in use or retained, groupId=" + event.groupId());
    }
    List<GroupMember> after = new ArrayList<>(before);
    after.set(position, before.get(position).plusReward(reward.step(), reward.value()));
    try {
      OutboundRecord correction = correction(event, before, after);
      memory.retain(after);
      return GroupDecision.advantages(correction);
    } catch (RejectedException e) {
      return rejected(reward, e.reason(), e.getMessage());
    }
  }

  private OutboundRecord correction(
      GroupEvent event, List<GroupMember> before, List<GroupMember> after) {
    double[][] sent = writer.advantages(event.groupId(), before);
    double[][] difference = writer.advantages(event.groupId(), after);
    for (int i = 0; i < difference.length; i++) {
      for (int t = 0; t < difference[i].length; t++) {
        difference[i][t] -= sent[i][t];
      }
    }
    return writer.write(
        AdvantageKind.CORRECTION,
        event.lateReward().eventId(),
        GroupKey.of(event),
        after,
        difference);
  }

  private static int position(List<GroupMember> members, LateReward reward) {
    for (int i = 0; i < members.size(); i++) {
      if (isOf(members.get(i), reward)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOf(GroupMember member, LateReward reward) {
    return member != null && member.trajectoryId().equals(reward.trajectoryId());
  }

  private static GroupDecision rejected(LateReward reward, RejectionReason reason, String detail) {
    return new GroupDecision(
        null, List.of(), List.of(new RejectedRecord(reward.source(), reason.id(), detail)));
  }
}

package io.millrace.job.credit;

import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.record.ClosedGroup;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.MemberSlot;
import io.millrace.job.record.OpenGroup;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of a group: opened by its first member, closed by its last one, by an end marker or by
 * event time. Pure: what it knows is in a {@link GroupMemory}, and time is an argument.
 *
 * <p>A closed group leaves a marker, so that a record that comes afterwards meets its fate
 * (duplicate or late) and never opens a ghost of the group. A record that is delivered again, with
 * the coordinates that it had before, changes nothing and is not told a second, other fate.
 */
public final class GroupMachine {
  private final GroupRules rules;
  private final AdvantageWriter writer;

  public GroupMachine(GroupRules rules, AdvantageWriter writer) {
    this.rules = rules;
    this.writer = writer;
  }

  /**
   * A member comes.
   *
   * @param event of kind {@link GroupEvent.Kind#MEMBER}
   * @param watermarkMs event time up to which everything in time has come
   */
  public GroupDecision onMember(GroupMemory memory, GroupEvent event, long watermarkMs) {
    GroupMember member = event.member();
    ClosedGroup closed = memory.closed();
    if (closed != null) {
      return afterClose(closed, event);
    }
    OpenGroup group = memory.open();
    if (group == null) {
      long deadlineMs = event.timestampMs() + rules.timeoutMs();
      if (deadlineMs <= watermarkMs) {
        return fate(event, Fate.LATE);
      }
      group = new OpenGroup(member.groupSize(), deadlineMs, List.of());
    }
    for (MemberSlot slot : group.slots()) {
      if (slot.memberIndex() == member.memberIndex()
          || slot.trajectoryId().equals(member.trajectoryId())) {
        return slot.isSameRecord(member) ? GroupDecision.NOTHING : fate(event, Fate.DUPLICATE);
      }
    }
    if (member.groupSize() != group.groupSize()) {
      return contradiction(event, group);
    }
    group = group.plus(MemberSlot.of(member));
    memory.open(group);
    memory.keep(member);
    return group.isComplete() ? close(memory, GroupKey.of(event), group) : GroupDecision.NOTHING;
  }

  /** An end marker comes. */
  public GroupDecision onEnd(GroupMemory memory, GroupEvent event) {
    if (memory.closed() != null) {
      return GroupDecision.NOTHING;
    }
    OpenGroup group = memory.open();
    if (rules.markerGraceMs() > 0) {
      long deadlineMs = event.timestampMs() + rules.markerGraceMs();
      if (group != null) {
        memory.open(group.closingBy(deadlineMs));
      }
      return GroupDecision.NOTHING;
    }
    if (group == null) {
      memory.close(new ClosedGroup(List.of()));
      return GroupDecision.NOTHING;
    }
    return close(memory, GroupKey.of(event), group);
  }

  /** Event time has passed the group's deadline. */
  public GroupDecision onDeadline(GroupMemory memory, GroupKey key) {
    OpenGroup group = memory.open();
    return group == null ? GroupDecision.NOTHING : close(memory, key, group);
  }

  private GroupDecision close(GroupMemory memory, GroupKey key, OpenGroup group) {
    List<GroupMember> members = memory.members();
    memory.close(new ClosedGroup(group.slots()));
    if (members.size() < rules.enough(group.groupSize())) {
      return GroupDecision.fates(fates(key, members, Fate.INCOMPLETE));
    }
    try {
      double[][] advantages = writer.advantages(key.groupId(), members);
      OutboundRecord record =
          writer.write(AdvantageKind.GROUP, key.groupId(), key, members, advantages);
      memory.retain(members);
      return GroupDecision.advantages(record);
    } catch (RejectedException e) {
      return rejected(key, members, e.reason(), e.getMessage());
    }
  }

  private static GroupDecision afterClose(ClosedGroup closed, GroupEvent event) {
    for (MemberSlot slot : closed.slots()) {
      if (slot.isSameRecord(event.member())) {
        return GroupDecision.NOTHING;
      }
    }
    for (MemberSlot slot : closed.slots()) {
      if (slot.trajectoryId().equals(event.member().trajectoryId())
          || slot.memberIndex() == event.member().memberIndex()) {
        return fate(event, Fate.DUPLICATE);
      }
    }
    return fate(event, Fate.LATE);
  }

  private static GroupDecision contradiction(GroupEvent event, OpenGroup group) {
    return rejected(
        GroupKey.of(event),
        List.of(event.member()),
        RejectionReason.INVALID_GROUP,
        "expected the group's size, groupSize=%d, groupSize=%d"
            .formatted(group.groupSize(), event.member().groupSize()));
  }

  private static GroupDecision rejected(
      GroupKey key, List<GroupMember> members, RejectionReason reason, String detail) {
    List<RejectedRecord> rejected = new ArrayList<>(members.size());
    for (GroupMember member : members) {
      rejected.add(new RejectedRecord(member.source(), reason.id(), detail));
    }
    return new GroupDecision(null, fates(key, members, Fate.REJECTED), rejected);
  }

  private static GroupDecision fate(GroupEvent event, Fate fate) {
    return GroupDecision.fates(List.of(FateNotice.of(event, fate)));
  }

  private static List<FateNotice> fates(GroupKey key, List<GroupMember> members, Fate fate) {
    return members.stream()
        .map(member -> FateNotice.of(key.policyId(), key.groupId(), member, fate))
        .toList();
  }
}

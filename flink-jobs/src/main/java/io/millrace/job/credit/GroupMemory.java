package io.millrace.job.credit;

import io.millrace.job.record.ClosedGroup;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.OpenGroup;
import java.util.List;

/** What is remembered of one group: the seam between the group's rules and Flink's state. */
public interface GroupMemory {

  /** The open group, or null. */
  OpenGroup open();

  /** Opens the group or replaces what is known of it. */
  void open(OpenGroup group);

  /** Keeps a member's data, in place of what was kept for its index. */
  void keep(GroupMember member);

  /** The data of the member at this index, or null. */
  GroupMember member(int memberIndex);

  /** The kept members, by ascending member index. */
  List<GroupMember> members();

  /** The marker of a closed group, or null. */
  ClosedGroup closed();

  /** Leaves the marker and forgets the open group and its members. */
  void close(ClosedGroup marker);

  /** Keeps the members of a used group for rewards that come late, where the job does that. */
  void retain(List<GroupMember> members);

  /** The members of a used group as they were last credited; empty where not retained. */
  List<GroupMember> retained();
}

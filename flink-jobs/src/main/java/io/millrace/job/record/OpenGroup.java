package io.millrace.job.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a group that still waits for members.
 *
 * @param groupSize how many members make it complete
 * @param deadlineMs event time at which it closes with what it has
 * @param slots the members that came, in order of arrival
 */
public record OpenGroup(int groupSize, long deadlineMs, List<MemberSlot> slots) {

  /** This group with one more member. */
  public OpenGroup plus(MemberSlot slot) {
    List<MemberSlot> more = new ArrayList<>(slots);
    more.add(slot);
    return new OpenGroup(groupSize, deadlineMs, more);
  }

  /** This group, closing no later than at {@code deadlineMs}. */
  public OpenGroup closingBy(long deadlineMs) {
    return new OpenGroup(groupSize, Math.min(this.deadlineMs, deadlineMs), slots);
  }

  public boolean isComplete() {
    return slots.size() >= groupSize;
  }
}

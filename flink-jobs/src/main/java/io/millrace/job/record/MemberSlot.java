package io.millrace.job.record;

/**
 * A member's place in a group, without its data.
 *
 * @param memberIndex 0 .. groupSize - 1
 * @param trajectoryId who holds the place
 * @param partition where the trajectory stands in its topic
 * @param offset where the trajectory stands in its topic
 */
public record MemberSlot(int memberIndex, String trajectoryId, int partition, long offset) {

  public static MemberSlot of(GroupMember member) {
    return new MemberSlot(
        member.memberIndex(),
        member.trajectoryId(),
        member.source().partition(),
        member.source().offset());
  }

  /** Whether this is the very same record, redelivered, and not a second one with the same id. */
  public boolean isSameRecord(GroupMember member) {
    return partition == member.source().partition() && offset == member.source().offset();
  }
}

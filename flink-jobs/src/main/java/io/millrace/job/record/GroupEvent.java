package io.millrace.job.record;

/**
 * Something that happens to a group. One record with a kind, because a sealed interface on an edge
 * would fall to Kryo.
 *
 * @param kind which of the fields below is set
 * @param policyId the policy that acted
 * @param epoch the life of that policy
 * @param groupId the group
 * @param timestampMs event time: the broker's time stamp of the record that caused it
 * @param member set for {@link Kind#MEMBER}
 * @param lateReward set for {@link Kind#LATE_REWARD}
 */
public record GroupEvent(
    Kind kind,
    String policyId,
    long epoch,
    String groupId,
    long timestampMs,
    GroupMember member,
    LateReward lateReward) {

  /** What happened. */
  public enum Kind {
    /** A member of the group came. */
    MEMBER,
    /** No further member will come. */
    END,
    /** A reward came for a member that had gone before. */
    LATE_REWARD
  }

  public static GroupEvent member(String policyId, long epoch, String groupId, GroupMember member) {
    return new GroupEvent(
        Kind.MEMBER, policyId, epoch, groupId, member.source().timestampMs(), member, null);
  }

  public static GroupEvent end(String policyId, long epoch, String groupId, long timestampMs) {
    return new GroupEvent(Kind.END, policyId, epoch, groupId, timestampMs, null, null);
  }

  /** A late reward for a member of the group that this record names. */
  public static GroupEvent lateReward(
      String policyId, long epoch, String groupId, LateReward reward) {
    return new GroupEvent(
        Kind.LATE_REWARD, policyId, epoch, groupId, reward.source().timestampMs(), null, reward);
  }

  /** What groups are told apart by: policy, epoch, group. */
  public String groupKey() {
    return policyId + "/" + epoch + "/" + groupId;
  }
}

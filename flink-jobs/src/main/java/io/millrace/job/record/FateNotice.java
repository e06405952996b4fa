package io.millrace.job.record;

import io.millrace.schema.Fate;

/**
 * What became of one record of the trajectories topic. Identified by partition and offset, so that
 * telling it twice is harmless. Fields that are not known are null.
 *
 * @param partition partition of the trajectories topic
 * @param offset offset in it
 * @param fate what became of it
 * @param trajectoryId id of the trajectory
 * @param groupId id of its group
 * @param policyId the policy that acted
 * @param policyVersion the version that acted
 * @param usedInVersion the first version that learned from it
 * @param startedAtMs event time of its first action
 * @param publishedAtMs the broker's time stamp
 */
public record FateNotice(
    int partition,
    long offset,
    Fate fate,
    String trajectoryId,
    String groupId,
    String policyId,
    Long policyVersion,
    Long usedInVersion,
    Long startedAtMs,
    long publishedAtMs) {

  /** The fate of a record of which nothing is known but its coordinates. */
  public static FateNotice of(RawRecord record, Fate fate) {
    return new FateNotice(
        record.partition(),
        record.offset(),
        fate,
        null,
        null,
        null,
        null,
        null,
        null,
        record.timestampMs());
  }

  /** The fate of a trajectory that passed the border. */
  public static FateNotice of(GroupEvent event, Fate fate) {
    return of(event.policyId(), event.groupId(), event.member(), fate);
  }

  /** The fate of a member of a group. */
  public static FateNotice of(String policyId, String groupId, GroupMember member, Fate fate) {
    return new FateNotice(
        member.source().partition(),
        member.source().offset(),
        fate,
        member.trajectoryId(),
        groupId,
        policyId,
        member.policyVersion(),
        null,
        member.startedAtMs(),
        member.source().timestampMs());
  }
}

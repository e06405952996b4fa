package io.millrace.job.record;

/**
 * A trajectory that went on to its group: enough to send a late reward after it.
 *
 * @param policyId the policy that acted
 * @param epoch the life of that policy
 * @param groupId its group
 * @param memberIndex its place in the group
 * @param steps T
 * @param partition where its record stands
 * @param offset where its record stands
 */
public record SentTrajectory(
    String policyId,
    long epoch,
    String groupId,
    int memberIndex,
    int steps,
    int partition,
    long offset) {

  public static SentTrajectory of(GroupEvent event) {
    GroupMember member = event.member();
    return new SentTrajectory(
        event.policyId(),
        event.epoch(),
        event.groupId(),
        member.memberIndex(),
        member.rewards().length,
        member.source().partition(),
        member.source().offset());
  }
}

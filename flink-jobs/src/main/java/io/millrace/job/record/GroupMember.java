package io.millrace.job.record;

import java.util.Arrays;
import java.util.Objects;

/**
 * A trajectory that passed the border and the reward stage: what a group collects.
 *
 * @param trajectoryId unique for ever
 * @param memberIndex 0 .. groupSize - 1
 * @param groupSize how many members the worker set out to collect
 * @param policyVersion the version that acted
 * @param startedAtMs event time of the first action
 * @param rewards [T]: reward of each step after the reward stage
 * @param source the trajectory's own bytes and where they stood
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the elements
public record GroupMember(
    String trajectoryId,
    int memberIndex,
    int groupSize,
    long policyVersion,
    long startedAtMs,
    float[] rewards,
    RawRecord source) {

  /** This member with {@code value} added to the reward of one step. */
  public GroupMember plusReward(int step, double value) {
    float[] sum = rewards.clone();
    sum[step] += (float) value;
    return new GroupMember(
        trajectoryId, memberIndex, groupSize, policyVersion, startedAtMs, sum, source);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupMember that
        && Objects.equals(trajectoryId, that.trajectoryId)
        && memberIndex == that.memberIndex
        && groupSize == that.groupSize
        && policyVersion == that.policyVersion
        && startedAtMs == that.startedAtMs
        && Arrays.equals(rewards, that.rewards)
        && Objects.equals(source, that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(trajectoryId, memberIndex, source);
  }

  @Override
  public String toString() {
    return "GroupMember[trajectoryId=%s, memberIndex=%d, source=%s]"
        .formatted(trajectoryId, memberIndex, source);
  }
}

package io.millrace.job.reward;

import io.millrace.flow.reward.Reward;
import io.millrace.job.border.GateVerdict;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.border.TrajectoryGate;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.Fate;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.Arrays;

/** The border and the recipe's reward stage: raw records in, members of groups out. Pure. */
public final class RewardStage {
  private final TrajectoryGate gate;
  private final boolean creditsActions;
  private final Reward reward;

  /**
   * @param shape what the policy makes of a trajectory's tensors
   * @param reward the recipe's
   */
  public RewardStage(PolicyShape shape, Reward reward) {
    this.gate = new TrajectoryGate(shape);
    this.creditsActions = shape.creditUnits() > 1;
    this.reward = reward;
  }

  /**
   * What a record of the trajectories topic leads to.
   *
   * @param event for its group, or null
   * @param fate where it is decided already, or null
   * @param rejected what becomes a dead letter, or null
   */
  public record Outcome(GroupEvent event, FateNotice fate, RejectedRecord rejected) {}

  /** Never throws, whatever the record's bytes are. */
  public Outcome apply(RawRecord record) {
    GateVerdict verdict = gate.judge(record.value());
    if (verdict instanceof GateVerdict.Accepted accepted) {
      return rewarded(record, accepted);
    }
    if (verdict instanceof GateVerdict.Marker marker) {
      return marker(record, marker.end());
    }
    GateVerdict.Rejected rejected = (GateVerdict.Rejected) verdict;
    return rejected(record, rejected.reason(), rejected.detail());
  }

  private Outcome rewarded(RawRecord record, GateVerdict.Accepted accepted) {
    Trajectory trajectory = accepted.trajectory();
    float[] rewards;
    try {
      rewards = rewards(accepted);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      return rejected(record, RejectionReason.REWARD_FAILED, String.valueOf(e.getMessage()));
    }
    if (rewards.length != accepted.credited()) {
      return rejected(
          record,
          RejectionReason.REWARD_FAILED,
          "expected a reward for each step, steps=%d rewards=%d"
              .formatted(accepted.credited(), rewards.length));
    }
    for (int t = 0; t < rewards.length; t++) {
      if (!Float.isFinite(rewards[t])) {
        return rejected(
            record,
            RejectionReason.NON_FINITE,
            "expected finite values, field=reward step=" + t + " value=" + rewards[t]);
      }
    }
    GroupMember member =
        new GroupMember(
            trajectory.getTrajectoryId(),
            trajectory.getMemberIndex(),
            trajectory.getGroupSize(),
            trajectory.getPolicyVersion(),
            trajectory.getStartedAtMs(),
            rewards,
            record);
    return new Outcome(
        GroupEvent.member(
            trajectory.getPolicyId(), trajectory.getEpoch(), trajectory.getGroupId(), member),
        null,
        null);
  }

  /** Of decisions; or of the actions that were carried out, where each has credit of its own. */
  private float[] rewards(GateVerdict.Accepted accepted) {
    Trajectory trajectory = accepted.trajectory();
    if (!creditsActions) {
      return reward.apply(
          Tensors.floats(trajectory.getRewards()),
          accepted.steps(),
          trajectory.getRewards().getShape().get(1));
    }
    float[] ofActions = Tensors.floats(trajectory.getActionRewards());
    return reward.apply(Arrays.copyOf(ofActions, accepted.credited()), accepted.credited(), 1);
  }

  private static Outcome marker(RawRecord record, GroupEnd end) {
    return new Outcome(
        GroupEvent.end(end.getPolicyId(), end.getEpoch(), end.getGroupId(), record.timestampMs()),
        FateNotice.of(record, Fate.MARKER),
        null);
  }

  private static Outcome rejected(RawRecord record, RejectionReason reason, String detail) {
    return new Outcome(
        null,
        FateNotice.of(record, Fate.REJECTED),
        new RejectedRecord(record, reason.id(), detail));
  }
}

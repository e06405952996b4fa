package io.millrace.job.reward;

import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.LateReward;
import io.millrace.job.record.PendingTrajectory;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.RewardArrival;
import io.millrace.job.record.SentTrajectory;
import io.millrace.schema.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins a trajectory with rewards that come apart from it, before or after it. Pure.
 *
 * <p>A trajectory waits until as many events came as the recipe awaits. One whose rewards never
 * come is incomplete: a reward that nobody gave is not a reward of 0, which would turn the sign of
 * its advantage. An event that comes after its trajectory went on follows it to the group.
 */
public final class JoinMachine {
  private final JoinRules rules;

  public JoinMachine(JoinRules rules) {
    this.rules = rules;
  }

  /** A trajectory comes. */
  public JoinDecision onTrajectory(JoinMemory memory, GroupEvent event, long watermarkMs) {
    PendingTrajectory pending = memory.pending();
    SentTrajectory sent = memory.sent();
    if (pending != null || sent != null) {
      boolean same =
          pending != null ? isSame(pending.event(), event) : isSame(sent, event.member());
      return same ? JoinDecision.NOTHING : JoinDecision.fate(FateNotice.of(event, Fate.DUPLICATE));
    }
    long deadlineMs = event.timestampMs() + rules.timeout().toMillis();
    PendingTrajectory arrived = new PendingTrajectory(event, deadlineMs);
    if (memory.events().size() >= rules.awaited()) {
      return send(memory, arrived);
    }
    if (deadlineMs <= watermarkMs) {
      return giveUp(memory, arrived);
    }
    memory.hold(arrived);
    return JoinDecision.NOTHING;
  }

  /** A reward event comes. */
  public JoinDecision onReward(JoinMemory memory, RewardArrival event) {
    if (!memory.remember(event)) {
      return JoinDecision.NOTHING;
    }
    SentTrajectory sent = memory.sent();
    if (sent != null) {
      return follow(sent, event);
    }
    PendingTrajectory pending = memory.pending();
    if (pending != null && memory.events().size() >= rules.awaited()) {
      return send(memory, pending);
    }
    return JoinDecision.NOTHING;
  }

  /** Event time has passed the deadline of the trajectory that waits. */
  public JoinDecision onDeadline(JoinMemory memory) {
    PendingTrajectory pending = memory.pending();
    return pending == null ? JoinDecision.NOTHING : giveUp(memory, pending);
  }

  private static JoinDecision giveUp(JoinMemory memory, PendingTrajectory pending) {
    memory.release(SentTrajectory.of(pending.event()));
    return JoinDecision.fate(FateNotice.of(pending.event(), Fate.INCOMPLETE));
  }

  private static JoinDecision send(JoinMemory memory, PendingTrajectory pending) {
    GroupEvent event = pending.event();
    GroupMember member = event.member();
    List<RejectedRecord> rejected = new ArrayList<>();
    for (RewardArrival reward : memory.events()) {
      int step = stepOf(reward, member.rewards().length);
      if (step < member.rewards().length) {
        member = member.plusReward(step, reward.value());
      } else {
        rejected.add(JoinDecision.invalidStep(reward, member.rewards().length));
      }
    }
    memory.release(SentTrajectory.of(event));
    GroupEvent rewarded =
        GroupEvent.member(event.policyId(), event.epoch(), event.groupId(), member);
    return new JoinDecision(List.of(rewarded), null, rejected);
  }

  private static JoinDecision follow(SentTrajectory sent, RewardArrival event) {
    int step = stepOf(event, sent.steps());
    if (step >= sent.steps()) {
      return new JoinDecision(
          List.of(), null, List.of(JoinDecision.invalidStep(event, sent.steps())));
    }
    LateReward late =
        new LateReward(
            event.eventId(),
            event.trajectoryId(),
            sent.memberIndex(),
            step,
            event.value(),
            event.source());
    return JoinDecision.forward(
        GroupEvent.lateReward(sent.policyId(), sent.epoch(), sent.groupId(), late));
  }

  private static int stepOf(RewardArrival event, int steps) {
    return event.step() == null ? steps - 1 : event.step();
  }

  private static boolean isSame(GroupEvent held, GroupEvent event) {
    return held.member().source().partition() == event.member().source().partition()
        && held.member().source().offset() == event.member().source().offset();
  }

  private static boolean isSame(SentTrajectory sent, GroupMember member) {
    return sent.partition() == member.source().partition()
        && sent.offset() == member.source().offset();
  }
}

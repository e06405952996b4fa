package io.millrace.job.reward;

import io.millrace.job.border.RejectionReason;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.RewardArrival;
import java.util.List;

/**
 * What follows from a trajectory or a reward event.
 *
 * @param events for the trajectory's group
 * @param fate where it is decided already, or null
 * @param rejected reward events that became dead letters
 */
public record JoinDecision(
    List<GroupEvent> events, FateNotice fate, List<RejectedRecord> rejected) {

  /** Nothing follows. */
  static final JoinDecision NOTHING = new JoinDecision(List.of(), null, List.of());

  static JoinDecision fate(FateNotice fate) {
    return new JoinDecision(List.of(), fate, List.of());
  }

  static JoinDecision forward(GroupEvent event) {
    return new JoinDecision(List.of(event), null, List.of());
  }

  static RejectedRecord invalidStep(RewardArrival event, int steps) {
    return new RejectedRecord(
        event.source(),
        RejectionReason.INVALID_STEP.id(),
        "expected step < %d, trajectoryId=%s step=%d"
            .formatted(steps, event.trajectoryId(), event.step()));
  }
}

package io.millrace.job.reward;

import io.millrace.job.border.BorderCodec;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.border.TrajectoryCheck;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RewardArrival;
import io.millrace.schema.RewardEvent;

/** The border for rewards that come apart from their trajectories. */
public final class RewardEventGate {
  private final TrajectoryCheck check;

  public RewardEventGate(PolicyShape shape) {
    this.check = new TrajectoryCheck(shape);
  }

  /**
   * The event in a record of the reward-events topic.
   *
   * @throws RejectedException where it cannot be used
   */
  public RewardArrival read(RawRecord record) {
    RewardEvent event = BorderCodec.decode(record.value(), RewardEvent.class);
    check.checkOwner(event.getPolicyId(), event.getEpoch());
    TrajectoryCheck.checkId("eventId", event.getEventId());
    TrajectoryCheck.checkId("trajectoryId", event.getTrajectoryId());
    if (!Float.isFinite((float) event.getValue())) {
      throw new RejectedException(
          RejectionReason.NON_FINITE,
          "expected finite values, field=value value=" + event.getValue());
    }
    if (event.getStep() != null && event.getStep() < 0) {
      throw new RejectedException(
          RejectionReason.INVALID_STEP, "expected step >= 0, step=" + event.getStep());
    }
    return new RewardArrival(
        event.getEventId(), event.getTrajectoryId(), event.getStep(), event.getValue(), record);
  }
}

package io.millrace.job.border;

import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import org.apache.avro.specific.SpecificRecord;

/**
 * The border of the pipeline: tells records that can be learned from, control records, and records
 * that become dead letters. Never throws, whatever the bytes are, and never allocates more than a
 * small multiple of the largest record.
 */
public final class TrajectoryGate {
  private final TrajectoryCheck check;

  public TrajectoryGate(PolicyShape shape) {
    this.check = new TrajectoryCheck(shape);
  }

  /**
   * What to do with a record of the trajectories topic.
   *
   * @param value the record's bytes; null for a tombstone
   */
  public GateVerdict judge(byte[] value) {
    try {
      SpecificRecord record = BorderCodec.decode(value);
      if (record instanceof Trajectory trajectory) {
        int steps = check.steps(trajectory);
        return new GateVerdict.Accepted(trajectory, steps, check.credited(trajectory, steps));
      }
      if (record instanceof GroupEnd end) {
        check.checkOwner(end.getPolicyId(), end.getEpoch());
        TrajectoryCheck.checkId("groupId", end.getGroupId());
        return new GateVerdict.Marker(end);
      }
      return new GateVerdict.Rejected(
          RejectionReason.UNEXPECTED_TYPE,
          "expected Trajectory or GroupEnd, type=" + record.getSchema().getName());
    } catch (RejectedException e) {
      return new GateVerdict.Rejected(e.reason(), e.getMessage());
    }
  }
}

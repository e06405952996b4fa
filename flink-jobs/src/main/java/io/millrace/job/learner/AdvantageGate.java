package io.millrace.job.learner;

import io.millrace.flow.DecisionTrace;
import io.millrace.flow.Episode;
import io.millrace.flow.Origin;
import io.millrace.flow.learner.LearnerInput;
import io.millrace.job.border.BorderCodec;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.border.TensorCheck;
import io.millrace.job.border.TrajectoryCheck;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The border of the learner: what passes can be folded without a further check. */
public final class AdvantageGate {
  private final PolicyShape shape;
  private final TrajectoryCheck check;

  public AdvantageGate(PolicyShape shape) {
    this.shape = shape;
    this.check = new TrajectoryCheck(shape);
  }

  /** The policy that a record's Kafka key names; empty where it names none. */
  public static String policyOf(RawRecord record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /**
   * What the learner folds.
   *
   * @throws RejectedException where the record cannot be folded
   */
  public LearnerInput read(RawRecord raw) {
    AdvantageRecord record = BorderCodec.decode(raw.value(), AdvantageRecord.class);
    if (!record.getPolicyId().equals(policyOf(raw))) {
      throw new RejectedException(
          RejectionReason.KEY_MISMATCH,
          "expected the record's policyId=%s, key=%s"
              .formatted(record.getPolicyId(), policyOf(raw)));
    }
    check.checkOwner(record.getPolicyId(), record.getEpoch());
    TrajectoryCheck.checkId("recordId", record.getRecordId());
    TrajectoryCheck.checkId("groupId", record.getGroupId());
    checkKind(record);
    List<LearnerInput.Member> members = new ArrayList<>(record.getMembers().size());
    for (AdvantageMember member : record.getMembers()) {
      members.add(member(record.getGroupId(), member));
    }
    return new LearnerInput(
        record.getRecordId(),
        record.getGroupId(),
        record.getKind() == AdvantageKind.CORRECTION,
        raw.offset(),
        members);
  }

  private static void checkKind(AdvantageRecord record) {
    if (record.getKind() == AdvantageKind.UNKNOWN || record.getMembers().isEmpty()) {
      throw new RejectedException(
          RejectionReason.MALFORMED,
          "expected a group or a correction with members, kind=%s members=%d"
              .formatted(record.getKind(), record.getMembers().size()));
    }
  }

  private LearnerInput.Member member(String groupId, AdvantageMember member) {
    Trajectory trajectory = member.getTrajectory();
    int steps = check.steps(trajectory);
    if (!trajectory.getGroupId().equals(groupId)) {
      throw new RejectedException(
          RejectionReason.INVALID_GROUP,
          "expected groupId=%s, groupId=%s".formatted(groupId, trajectory.getGroupId()));
    }
    int credited = check.credited(trajectory, steps);
    float[] rewards = TensorCheck.finite("rewards", member.getRewards(), credited);
    float[] advantages = TensorCheck.finite("advantages", member.getAdvantages(), credited);
    return new LearnerInput.Member(episode(member, trajectory, steps, rewards), advantages);
  }

  private Episode episode(
      AdvantageMember member, Trajectory trajectory, int steps, float[] rewards) {
    Origin origin =
        new Origin(
            member.getPartition(),
            member.getOffset(),
            member.getPublishedAtMs(),
            trajectory.getStartedAtMs());
    return new Episode(
        trajectory.getTrajectoryId(),
        trajectory.getMemberIndex(),
        trajectory.getPolicyVersion(),
        steps,
        check.envSteps(trajectory, steps),
        shape.observationSize(),
        shape.actionSize(),
        Tensors.floats(trajectory.getObservations()),
        Tensors.floats(trajectory.getActions()),
        rewards,
        trace(trajectory),
        trajectory.getTerminated(),
        trajectory.getTruncated(),
        success(trajectory),
        origin);
  }

  private static DecisionTrace trace(Trajectory trajectory) {
    Tensor drawSteps = trajectory.getDrawSteps();
    return new DecisionTrace(
        floatsOrNull(trajectory.getLogProbs()),
        floatsOrNull(trajectory.getLatentPath()),
        drawSteps == null ? null : Tensors.ints(drawSteps),
        floatsOrNull(trajectory.getDrawMeans()),
        floatsOrNull(trajectory.getValues()),
        floatsOrNull(trajectory.getMatchingPairs()));
  }

  private static float[] floatsOrNull(Tensor tensor) {
    return tensor == null ? null : Tensors.floats(tensor);
  }

  private static Boolean success(Trajectory trajectory) {
    String word = trajectory.getAttributes().get("success");
    return word == null ? null : Boolean.valueOf(word);
  }
}

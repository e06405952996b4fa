package io.millrace.job.learner;

import io.millrace.flow.learner.Learner;
import io.millrace.flow.learner.LearnerOutput;
import io.millrace.flow.learner.LearnerState;
import io.millrace.job.border.RejectedException;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;

/**
 * One policy's learner over the bytes of the advantages log: the same records in the same order
 * give the same versions, to the last bit, in the operator and in a replay.
 */
public final class LearnerFold {
  private final Learner learner;
  private final AdvantageGate gate;
  private LearnerState state;

  private LearnerFold(LearnerPlan plan) {
    this.learner = plan.learner().get();
    this.gate = new AdvantageGate(plan.shape());
  }

  /** A fold that has seen nothing: the policy's first version. */
  public static LearnerFold start(LearnerPlan plan) {
    LearnerFold fold = new LearnerFold(plan);
    fold.state = fold.learner.start(plan.firstArtifact());
    return fold;
  }

  /** The fold that wrote this snapshot. */
  public static LearnerFold restore(LearnerPlan plan, byte[] snapshot) {
    LearnerFold fold = new LearnerFold(plan);
    fold.state = fold.learner.restore(snapshot);
    return fold;
  }

  /**
   * What a record led to; exactly one of the two is set.
   *
   * @param output what the learner says, or null
   * @param rejected what becomes a dead letter, or null
   */
  public record Step(LearnerOutput output, RejectedRecord rejected) {}

  /** Folds one record of the advantages topic; a record that cannot be read changes nothing. */
  public Step fold(RawRecord record) {
    try {
      return new Step(learner.fold(state, gate.read(record)), null);
    } catch (RejectedException e) {
      return new Step(null, new RejectedRecord(record, e.reason().id(), e.getMessage()));
    }
  }

  /** The whole state; {@link #restore} continues from it as if nothing had happened. */
  public byte[] snapshot() {
    return learner.snapshot(state);
  }
}

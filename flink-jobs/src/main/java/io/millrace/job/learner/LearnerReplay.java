package io.millrace.job.learner;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Time travel: rebuilds every version of a policy from the advantages log and version 1. No Flink,
 * no Kafka; whoever calls it reads the log.
 */
public final class LearnerReplay {
  private final LearnerPlan plan;

  public LearnerReplay(LearnerPlan plan) {
    this.plan = plan;
  }

  /**
   * What a replay found besides versions.
   *
   * @param records records of this policy
   * @param versions versions that they made
   * @param rejected records that could not be folded
   */
  public record Summary(long records, long versions, List<RejectedRecord> rejected) {}

  /**
   * Folds the log and hands over every version as it is made.
   *
   * @param log records of the advantages topic in the order of their offsets; other policies'
   *     records are skipped
   * @param versions takes each version, in order
   */
  public Summary replay(Iterator<RawRecord> log, Consumer<PolicyVersion> versions) {
    LearnerFold fold = LearnerFold.start(plan);
    List<RejectedRecord> rejected = new ArrayList<>();
    long records = 0;
    long made = 0;
    while (log.hasNext()) {
      RawRecord record = log.next();
      if (!AdvantageGate.policyOf(record).equals(plan.shape().policyId())) {
        continue;
      }
      records++;
      LearnerFold.Step step = fold.fold(record);
      if (step.rejected() != null) {
        rejected.add(step.rejected());
        continue;
      }
      for (PolicyVersion version : step.output().versions()) {
        made++;
        versions.accept(version);
      }
    }
    return new Summary(records, made, rejected);
  }
}

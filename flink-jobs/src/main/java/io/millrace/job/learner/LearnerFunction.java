package io.millrace.job.learner;

import io.millrace.flow.learner.LearnerOutput;
import io.millrace.flow.learner.MemberFate.Kind;
import io.millrace.flow.learner.PolicyVersion;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.LearnerSnapshot;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around {@link LearnerFold}, keyed by policy id; the main output is policy versions.
 *
 * <p>A learner's state lives on the heap between barriers: an update never serializes weights. At a
 * barrier each subtask writes its learners' snapshots to union state, and on restore each one takes
 * those of its own key groups, so that a rescaled job keeps every learner exactly once.
 */
public final class LearnerFunction extends KeyedProcessFunction<String, RawRecord, PolicyVersion>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LearnerFunction.class);

  /** Fates of the members that the learner used, or did not. */
  public static final OutputTag<FateNotice> FATE =
      new OutputTag<>("learner-fate", TypeInformation.of(FateNotice.class));

  /** What each update measured, encoded. */
  public static final OutputTag<OutboundRecord> METRICS =
      new OutputTag<>("learner-metrics", TypeInformation.of(OutboundRecord.class));

  /** What becomes dead letters. */
  public static final OutputTag<RejectedRecord> DEAD_LETTER =
      new OutputTag<>("dead-letter", TypeInformation.of(RejectedRecord.class));

  private final Map<String, LearnerPlan> plans;
  private final String metricsTopic;

  private transient Map<String, LearnerFold> folds;
  private transient ListState<LearnerSnapshot> snapshots;
  private transient Counter records;
  private transient Counter otherPolicies;
  private transient Counter versions;

  /**
   * @param plans one for each policy that the job learns
   * @param metricsTopic where the updates' measurements go
   */
  public LearnerFunction(List<LearnerPlan> plans, String metricsTopic) {
    this.plans = new HashMap<>();
    plans.forEach(plan -> this.plans.put(plan.shape().policyId(), plan));
    this.metricsTopic = metricsTopic;
  }

  /** Learning goes on in another numeric environment; a replay will only come near its versions. */
  private static void warnOfOtherArithmetic(LearnerPlan plan) {
    Arithmetic arithmetic = Arithmetic.of(plan.firstArtifact());
    if (!arithmetic.isSame()) {
      LOG.warn(
          "version 1 was made in another numeric environment, so that a replay agrees within a"
              + " tolerance only unless it runs in this one, policyId={} version1=[{}] here=[{}]",
          plan.shape().policyId(),
          arithmetic.artifact(),
          arithmetic.here());
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    snapshots =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("learners", TypeInformation.of(LearnerSnapshot.class)));
    folds = new TreeMap<>();
    if (!context.isRestored()) {
      return;
    }
    for (LearnerSnapshot snapshot : snapshots.get()) {
      LearnerPlan plan = plans.get(snapshot.policyId());
      if (plan != null && isOurs(snapshot.policyId())) {
        folds.put(snapshot.policyId(), LearnerFold.restore(plan, snapshot.bytes()));
      }
    }
  }

  @Override
  public void open(OpenContext context) {
    plans.values().forEach(LearnerFunction::warnOfOtherArithmetic);
    records = getRuntimeContext().getMetricGroup().counter("millrace_learner_records_total");
    versions = getRuntimeContext().getMetricGroup().counter("millrace_policy_versions_total");
    otherPolicies =
        getRuntimeContext().getMetricGroup().counter("millrace_learner_other_policies_total");
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    List<LearnerSnapshot> all = new ArrayList<>(folds.size());
    folds.forEach((policyId, fold) -> all.add(new LearnerSnapshot(policyId, fold.snapshot())));
    snapshots.update(all);
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<PolicyVersion> out) {
    if (context.getCurrentKey().isEmpty()) {
      context.output(
          DEAD_LETTER,
          new RejectedRecord(
              record, RejectionReason.KEY_MISMATCH.id(), "expected a policy id as key, key=empty"));
      return;
    }
    LearnerPlan plan = plans.get(context.getCurrentKey());
    if (plan == null) {
      otherPolicies.inc();
      return;
    }
    records.inc();
    LearnerFold fold =
        folds.computeIfAbsent(context.getCurrentKey(), policyId -> LearnerFold.start(plan));
    LearnerFold.Step step = fold.fold(record);
    if (step.rejected() != null) {
      context.output(DEAD_LETTER, step.rejected());
      return;
    }
    tell(plan, step.output(), context, out);
    if (step.output().fates().stream().anyMatch(fate -> fate.kind() == Kind.REJECTED)) {
      context.output(
          DEAD_LETTER,
          new RejectedRecord(
              record,
              RejectionReason.MISSING_TENSOR.id(),
              "expected trajectories that hold what the recipe's objective needs"));
    }
  }

  private void tell(
      LearnerPlan plan, LearnerOutput output, Context context, Collector<PolicyVersion> out) {
    for (PolicyVersion version : output.versions()) {
      versions.inc();
      out.collect(version);
    }
    LearnerNotices notices =
        new LearnerNotices(plan.shape().policyId(), plan.shape().epoch(), metricsTopic);
    output.fates().forEach(fate -> context.output(FATE, notices.fate(fate)));
    output.metrics().forEach(update -> context.output(METRICS, notices.metrics(update)));
  }

  private boolean isOurs(String policyId) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int maxParallelism = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    return range.contains(KeyGroupRangeAssignment.assignToKeyGroup(policyId, maxParallelism));
  }
}

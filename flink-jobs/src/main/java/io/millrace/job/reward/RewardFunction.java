package io.millrace.job.reward;

import io.millrace.flow.reward.Reward;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/** The shell around {@link RewardStage}. Stateless. */
public final class RewardFunction extends ProcessFunction<RawRecord, GroupEvent> {
  private static final long serialVersionUID = 1L;

  /** Records whose fate the border decides: markers and what it refused. */
  public static final OutputTag<FateNotice> FATE =
      new OutputTag<>("border-fate", TypeInformation.of(FateNotice.class));

  /** What becomes dead letters. */
  public static final OutputTag<RejectedRecord> DEAD_LETTER =
      new OutputTag<>("dead-letter", TypeInformation.of(RejectedRecord.class));

  private final PolicyShape shape;
  private final SerializableSupplier<Reward> reward;

  private transient RewardStage stage;
  private transient Counter accepted;
  private transient Map<String, Counter> rejected;

  /**
   * @param shape what the policy makes of a trajectory's tensors
   * @param reward makes the recipe's reward stage, once per subtask
   */
  public RewardFunction(PolicyShape shape, SerializableSupplier<Reward> reward) {
    this.shape = shape;
    this.reward = reward;
  }

  @Override
  public void open(OpenContext context) {
    stage = new RewardStage(shape, reward.get());
    accepted = getRuntimeContext().getMetricGroup().counter("millrace_trajectories_accepted_total");
    rejected = new HashMap<>();
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<GroupEvent> out) {
    RewardStage.Outcome outcome = stage.apply(record);
    if (outcome.event() != null) {
      accepted.inc();
      out.collect(outcome.event());
    }
    if (outcome.fate() != null) {
      context.output(FATE, outcome.fate());
    }
    if (outcome.rejected() != null) {
      counterOf(outcome.rejected().reason()).inc();
      context.output(DEAD_LETTER, outcome.rejected());
    }
  }

  private Counter counterOf(String reason) {
    return rejected.computeIfAbsent(
        reason,
        id ->
            getRuntimeContext()
                .getMetricGroup()
                .addGroup("reason", id)
                .counter("millrace_trajectories_rejected_total"));
  }
}

package io.millrace.job.reward;

import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.PendingTrajectory;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.RewardArrival;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The shell around {@link JoinMachine}, keyed by trajectory id ({@link #key}). End markers pass
 * through.
 */
public final class JoinFunction
    extends KeyedCoProcessFunction<String, GroupEvent, RewardArrival, GroupEvent> {
  private static final long serialVersionUID = 1L;

  /** Trajectories whose reward never came, and second records of a trajectory. */
  public static final OutputTag<FateNotice> FATE =
      new OutputTag<>("join-fate", TypeInformation.of(FateNotice.class));

  /** Reward events that became dead letters. */
  public static final OutputTag<RejectedRecord> DEAD_LETTER =
      new OutputTag<>("dead-letter", TypeInformation.of(RejectedRecord.class));

  private final JoinRules rules;
  private transient JoinMemory memory;
  private transient JoinMachine machine;

  public JoinFunction(JoinRules rules) {
    this.rules = rules;
  }

  /** What trajectories meet their rewards by. */
  public static String key(GroupEvent event) {
    return event.kind() == GroupEvent.Kind.MEMBER
        ? event.member().trajectoryId()
        : event.groupKey();
  }

  @Override
  public void open(OpenContext context) {
    memory = new FlinkJoinMemory(getRuntimeContext(), rules);
    machine = new JoinMachine(rules);
  }

  @Override
  public void processElement1(GroupEvent event, Context context, Collector<GroupEvent> out) {
    if (event.kind() != GroupEvent.Kind.MEMBER) {
      out.collect(event);
      return;
    }
    PendingTrajectory before = memory.pending();
    JoinDecision decision =
        machine.onTrajectory(memory, event, context.timerService().currentWatermark());
    moveTimer(before, context);
    tell(decision, context, out);
  }

  @Override
  public void processElement2(RewardArrival event, Context context, Collector<GroupEvent> out) {
    PendingTrajectory before = memory.pending();
    JoinDecision decision = machine.onReward(memory, event);
    moveTimer(before, context);
    tell(decision, context, out);
  }

  @Override
  public void onTimer(long timestampMs, OnTimerContext context, Collector<GroupEvent> out) {
    tell(machine.onDeadline(memory), context, out);
  }

  private void moveTimer(PendingTrajectory before, Context context) {
    PendingTrajectory after = memory.pending();
    if (before == null && after != null) {
      context.timerService().registerEventTimeTimer(after.deadlineMs());
    } else if (before != null && after == null) {
      context.timerService().deleteEventTimeTimer(before.deadlineMs());
    }
  }

  private static void tell(JoinDecision decision, Context context, Collector<GroupEvent> out) {
    decision.events().forEach(out::collect);
    if (decision.fate() != null) {
      context.output(FATE, decision.fate());
    }
    decision.rejected().forEach(rejected -> context.output(DEAD_LETTER, rejected));
  }
}

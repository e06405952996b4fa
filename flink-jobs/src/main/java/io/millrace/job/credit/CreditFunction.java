package io.millrace.job.credit;

import io.millrace.flow.credit.Credit;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.OpenGroup;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.Fate;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The shell around {@link GroupMachine} and {@link LateRewardMachine}: state, timers, side outputs
 * and counters. Keyed by {@link GroupEvent#groupKey}; the main output is encoded advantages.
 */
public final class CreditFunction extends KeyedProcessFunction<String, GroupEvent, OutboundRecord> {
  private static final long serialVersionUID = 1L;

  /** Trajectories whose group had closed without them. */
  public static final OutputTag<FateNotice> LATE = fateTag("late");

  /** Second records of a trajectory or of a place in a group. */
  public static final OutputTag<FateNotice> DUPLICATE = fateTag("duplicate");

  /** Members of groups that closed with too few of them. */
  public static final OutputTag<FateNotice> INCOMPLETE = fateTag("incomplete");

  /** Members that were refused; {@link #DEAD_LETTER} says why. */
  public static final OutputTag<FateNotice> REJECTED = fateTag("rejected");

  /** What becomes dead letters. */
  public static final OutputTag<RejectedRecord> DEAD_LETTER =
      new OutputTag<>("dead-letter", TypeInformation.of(RejectedRecord.class));

  private final CreditSettings settings;
  private final SerializableSupplier<Credit> credit;

  private transient GroupMemory memory;
  private transient GroupMachine groups;
  private transient LateRewardMachine lateRewards;
  private transient Map<Fate, Counter> told;
  private transient Counter sent;

  /**
   * @param settings rules of the group and names of topics
   * @param credit makes the recipe's credit stage, once per subtask
   */
  public CreditFunction(CreditSettings settings, SerializableSupplier<Credit> credit) {
    this.settings = settings;
    this.credit = credit;
  }

  @Override
  public void open(OpenContext context) {
    memory =
        new FlinkGroupMemory(
            getRuntimeContext(), settings.rememberClosedFor(), settings.retainFor());
    AdvantageWriter writer = new AdvantageWriter(credit.get(), settings.advantagesTopic());
    groups = new GroupMachine(settings.rules(), writer);
    lateRewards = new LateRewardMachine(writer);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    sent = metrics.counter("millrace_advantage_records_total");
    told = new EnumMap<>(Fate.class);
    for (Fate fate : new Fate[] {Fate.LATE, Fate.DUPLICATE, Fate.INCOMPLETE, Fate.REJECTED}) {
      told.put(
          fate, metrics.addGroup("fate", tag(fate).getId()).counter("millrace_trajectories_total"));
    }
  }

  @Override
  public void processElement(GroupEvent event, Context context, Collector<OutboundRecord> out) {
    OpenGroup before = memory.open();
    GroupDecision decision =
        switch (event.kind()) {
          case MEMBER -> groups.onMember(memory, event, context.timerService().currentWatermark());
          case END -> groups.onEnd(memory, event);
          case LATE_REWARD -> lateRewards.onLateReward(memory, event);
        };
    moveTimer(before, memory.open(), context);
    tell(decision, context, out);
  }

  @Override
  public void onTimer(long timestampMs, OnTimerContext context, Collector<OutboundRecord> out) {
    tell(groups.onDeadline(memory, GroupKey.parse(context.getCurrentKey())), context, out);
  }

  /** An open group has one timer, at its deadline; a closed one has none. */
  private static void moveTimer(OpenGroup before, OpenGroup after, Context context) {
    if (before != null && (after == null || after.deadlineMs() != before.deadlineMs())) {
      context.timerService().deleteEventTimeTimer(before.deadlineMs());
    }
    if (after != null && (before == null || after.deadlineMs() != before.deadlineMs())) {
      context.timerService().registerEventTimeTimer(after.deadlineMs());
    }
  }

  private void tell(GroupDecision decision, Context context, Collector<OutboundRecord> out) {
    if (decision.advantages() != null) {
      sent.inc();
      out.collect(decision.advantages());
    }
    for (FateNotice notice : decision.fates()) {
      told.get(notice.fate()).inc();
      context.output(tag(notice.fate()), notice);
    }
    for (RejectedRecord rejected : decision.rejected()) {
      context.output(DEAD_LETTER, rejected);
    }
  }

  private static OutputTag<FateNotice> tag(Fate fate) {
    return switch (fate) {
      case LATE -> LATE;
      case DUPLICATE -> DUPLICATE;
      case INCOMPLETE -> INCOMPLETE;
      case REJECTED -> REJECTED;
      default -> throw new IllegalStateException("no output for this fate, fate=" + fate);
    };
  }

  private static OutputTag<FateNotice> fateTag(String id) {
    return new OutputTag<>(id, TypeInformation.of(FateNotice.class));
  }
}

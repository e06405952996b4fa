package io.millrace.job.reward;

import io.millrace.job.border.PolicyShape;
import io.millrace.job.border.RejectedException;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.RewardArrival;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The shell around {@link RewardEventGate}. */
public final class RewardEventFunction extends ProcessFunction<RawRecord, RewardArrival> {
  private static final long serialVersionUID = 1L;

  /** What becomes dead letters. */
  public static final OutputTag<RejectedRecord> DEAD_LETTER =
      new OutputTag<>("dead-letter", TypeInformation.of(RejectedRecord.class));

  private final PolicyShape shape;
  private transient RewardEventGate gate;

  public RewardEventFunction(PolicyShape shape) {
    this.shape = shape;
  }

  @Override
  public void open(OpenContext context) {
    gate = new RewardEventGate(shape);
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<RewardArrival> out) {
    RewardArrival event;
    try {
      event = gate.read(record);
    } catch (RejectedException e) {
      context.output(DEAD_LETTER, new RejectedRecord(record, e.reason().id(), e.getMessage()));
      return;
    }
    out.collect(event);
  }
}

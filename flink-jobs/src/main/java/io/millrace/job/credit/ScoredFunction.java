package io.millrace.job.credit;

import io.millrace.job.border.RejectedException;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The shell around {@link ScoredCodec#decode}. */
public final class ScoredFunction extends ProcessFunction<RawRecord, GroupEvent> {
  private static final long serialVersionUID = 1L;

  /** What becomes dead letters. */
  public static final OutputTag<RejectedRecord> DEAD_LETTER =
      new OutputTag<>("dead-letter", TypeInformation.of(RejectedRecord.class));

  private final ScoredCodec codec;

  public ScoredFunction(ScoredCodec codec) {
    this.codec = codec;
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<GroupEvent> out) {
    GroupEvent event;
    try {
      event = codec.decode(record);
    } catch (RejectedException e) {
      context.output(DEAD_LETTER, new RejectedRecord(record, e.reason().id(), e.getMessage()));
      return;
    }
    out.collect(event);
  }
}

package io.millrace.job;

import io.millrace.flow.credit.Credit;
import io.millrace.job.credit.CreditFunction;
import io.millrace.job.credit.CreditSettings;
import io.millrace.job.credit.ScoredCodec;
import io.millrace.job.credit.ScoredFunction;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/** From members of groups to the advantages topic. */
public final class CreditJob {
  private static final String UID = "credit";

  private final CreditSettings settings;
  private final SerializableSupplier<Credit> credit;
  private final String topicPrefix;

  /**
   * @param settings when groups close
   * @param credit makes the recipe's credit stage
   * @param topicPrefix what the names of the pipeline's topics begin with
   */
  public CreditJob(
      CreditSettings settings, SerializableSupplier<Credit> credit, String topicPrefix) {
    this.settings = settings;
    this.credit = credit;
    this.topicPrefix = topicPrefix;
  }

  /** Adds the reward job and this one, joined without a topic between them. */
  public void build(StreamExecutionEnvironment env, RewardJob reward, Sink<OutboundRecord> sink) {
    NoticeStreams notices = new NoticeStreams(UID, topicPrefix);
    advantages(reward.members(env, notices), notices, sink);
    notices.sinkTo(sink);
  }

  /** Adds this job on its own, reading what the reward job wrote. */
  public void build(
      StreamExecutionEnvironment env,
      Source<RawRecord, ?, ?> scored,
      EventTime time,
      Sink<OutboundRecord> sink) {
    NoticeStreams notices = new NoticeStreams(UID, topicPrefix);
    SingleOutputStreamOperator<GroupEvent> events =
        env.fromSource(scored, time.strategy(), "scored", TypeInformation.of(RawRecord.class))
            .uid("credit-scored-v1")
            .process(
                new ScoredFunction(new ScoredCodec(topicPrefix)),
                TypeInformation.of(GroupEvent.class))
            .uid("credit-border-v1")
            .name("border of scored");
    notices.deadLetters("scored", events.getSideOutput(ScoredFunction.DEAD_LETTER));
    advantages(events, notices, sink);
    notices.sinkTo(sink);
  }

  private void advantages(
      DataStream<GroupEvent> events, NoticeStreams notices, Sink<OutboundRecord> sink) {
    SingleOutputStreamOperator<OutboundRecord> credited =
        events
            .keyBy(GroupEvent::groupKey, Types.STRING)
            .process(new CreditFunction(settings, credit), TypeInformation.of(OutboundRecord.class))
            .uid("credit-groups-v1")
            .name("groups and credit");
    notices.fates("late", credited.getSideOutput(CreditFunction.LATE));
    notices.fates("duplicate", credited.getSideOutput(CreditFunction.DUPLICATE));
    notices.fates("incomplete", credited.getSideOutput(CreditFunction.INCOMPLETE));
    notices.fates("rejected", credited.getSideOutput(CreditFunction.REJECTED));
    notices.deadLetters("credit", credited.getSideOutput(CreditFunction.DEAD_LETTER));
    credited.sinkTo(sink).uid("credit-advantages-v1").name("advantages");
  }
}

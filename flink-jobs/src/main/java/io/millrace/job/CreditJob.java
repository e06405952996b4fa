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

  /**
   * Adds the reward job and this one, joined without a topic between them.
   *
   * @param advantages takes what the learner reads
   * @param notices takes fates and dead letters
   */
  public void build(
      StreamExecutionEnvironment env,
      RewardJob reward,
      Sink<OutboundRecord> advantages,
      Sink<OutboundRecord> notices) {
    NoticeStreams streams = new NoticeStreams(UID, topicPrefix);
    credit(reward.members(env, streams), streams, advantages);
    streams.sinkTo(notices);
  }

  /**
   * Adds this job on its own.
   *
   * @param scored what the reward job wrote
   * @param advantages takes what the learner reads
   * @param notices takes fates and dead letters
   */
  public void build(
      StreamExecutionEnvironment env,
      Source<RawRecord, ?, ?> scored,
      EventTime time,
      Sink<OutboundRecord> advantages,
      Sink<OutboundRecord> notices) {
    NoticeStreams streams = new NoticeStreams(UID, topicPrefix);
    SingleOutputStreamOperator<GroupEvent> events =
        env.fromSource(scored, time.strategy(), "scored", TypeInformation.of(RawRecord.class))
            .uid("credit-scored-v1")
            .process(
                new ScoredFunction(new ScoredCodec(topicPrefix)),
                TypeInformation.of(GroupEvent.class))
            .uid("credit-border-v1")
            .name("border of scored");
    streams.deadLetters("scored", events.getSideOutput(ScoredFunction.DEAD_LETTER));
    credit(events, streams, advantages);
    streams.sinkTo(notices);
  }

  private void credit(
      DataStream<GroupEvent> events, NoticeStreams streams, Sink<OutboundRecord> advantages) {
    SingleOutputStreamOperator<OutboundRecord> credited =
        events
            .keyBy(GroupEvent::groupKey, Types.STRING)
            .process(new CreditFunction(settings, credit), TypeInformation.of(OutboundRecord.class))
            .uid("credit-groups-v1")
            .name("groups and credit");
    streams.fates("late", credited.getSideOutput(CreditFunction.LATE));
    streams.fates("duplicate", credited.getSideOutput(CreditFunction.DUPLICATE));
    streams.fates("incomplete", credited.getSideOutput(CreditFunction.INCOMPLETE));
    streams.fates("rejected", credited.getSideOutput(CreditFunction.REJECTED));
    streams.deadLetters("credit", credited.getSideOutput(CreditFunction.DEAD_LETTER));
    credited.sinkTo(advantages).uid("credit-advantages-v1").name("advantages");
  }
}

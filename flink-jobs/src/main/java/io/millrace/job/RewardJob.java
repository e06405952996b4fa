package io.millrace.job;

import io.millrace.flow.reward.Reward;
import io.millrace.job.border.PolicyShape;
import io.millrace.job.credit.ScoredCodec;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RewardArrival;
import io.millrace.job.reward.JoinFunction;
import io.millrace.job.reward.JoinRules;
import io.millrace.job.reward.RewardEventFunction;
import io.millrace.job.reward.RewardFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * From the trajectories topic to members of groups: border, reward stage, and, where rewards come
 * apart from their trajectories, the join of the two.
 */
public final class RewardJob {
  private static final String UID = "reward";

  private final PolicyShape shape;
  private final SerializableSupplier<Reward> reward;
  private final EventTime time;
  private final Source<RawRecord, ?, ?> trajectories;
  private final Source<RawRecord, ?, ?> rewardEvents;
  private final JoinRules joinRules;

  /** A job for rewards that the trajectories carry. */
  public RewardJob(
      PolicyShape shape,
      SerializableSupplier<Reward> reward,
      EventTime time,
      Source<RawRecord, ?, ?> trajectories) {
    this(shape, reward, time, trajectories, null, null);
  }

  /**
   * A job for rewards that also come apart from their trajectories.
   *
   * @param rewardEvents records of the reward-events topic
   * @param joinRules how the two meet
   */
  public RewardJob(
      PolicyShape shape,
      SerializableSupplier<Reward> reward,
      EventTime time,
      Source<RawRecord, ?, ?> trajectories,
      Source<RawRecord, ?, ?> rewardEvents,
      JoinRules joinRules) {
    this.shape = shape;
    this.reward = reward;
    this.time = time;
    this.trajectories = trajectories;
    this.rewardEvents = rewardEvents;
    this.joinRules = joinRules;
  }

  /**
   * Adds the job as one of its own, which ends in the scored topic.
   *
   * @param scored takes members on their way to credit
   * @param notices takes fates and dead letters
   */
  public void build(
      StreamExecutionEnvironment env,
      String topicPrefix,
      Sink<OutboundRecord> scored,
      Sink<OutboundRecord> notices) {
    NoticeStreams streams = new NoticeStreams(UID, topicPrefix);
    ScoredCodec codec = new ScoredCodec(topicPrefix);
    members(env, streams)
        .map(codec::encode)
        .returns(TypeInformation.of(OutboundRecord.class))
        .uid("reward-encode-v1")
        .name("encode scored")
        .sinkTo(scored)
        .uid("reward-scored-v1")
        .name("scored");
    streams.sinkTo(notices);
  }

  /** Adds the job up to the members of groups; what it tells goes to {@code notices}. */
  DataStream<GroupEvent> members(StreamExecutionEnvironment env, NoticeStreams notices) {
    SingleOutputStreamOperator<GroupEvent> rewarded =
        source(env, trajectories, "trajectories")
            .process(new RewardFunction(shape, reward), TypeInformation.of(GroupEvent.class))
            .uid("reward-stage-v1")
            .name("border and reward");
    notices.fates("border", rewarded.getSideOutput(RewardFunction.FATE));
    notices.deadLetters("border", rewarded.getSideOutput(RewardFunction.DEAD_LETTER));
    return joinRules == null ? rewarded : joined(env, rewarded, notices);
  }

  private DataStream<GroupEvent> joined(
      StreamExecutionEnvironment env, DataStream<GroupEvent> rewarded, NoticeStreams notices) {
    SingleOutputStreamOperator<RewardArrival> events =
        source(env, rewardEvents, "reward-events")
            .process(new RewardEventFunction(shape), TypeInformation.of(RewardArrival.class))
            .uid("reward-events-border-v1")
            .name("border of reward events");
    notices.deadLetters("reward-events", events.getSideOutput(RewardEventFunction.DEAD_LETTER));
    SingleOutputStreamOperator<GroupEvent> joined =
        rewarded
            .keyBy(JoinFunction::key, Types.STRING)
            .connect(events.keyBy(RewardArrival::trajectoryId, Types.STRING))
            .process(new JoinFunction(joinRules), TypeInformation.of(GroupEvent.class))
            .uid("reward-join-v1")
            .name("join rewards");
    notices.fates("join", joined.getSideOutput(JoinFunction.FATE));
    notices.deadLetters("join", joined.getSideOutput(JoinFunction.DEAD_LETTER));
    return joined;
  }

  private DataStream<RawRecord> source(
      StreamExecutionEnvironment env, Source<RawRecord, ?, ?> source, String topic) {
    return env.fromSource(source, time.strategy(), topic, TypeInformation.of(RawRecord.class))
        .uid(UID + "-" + topic + "-v1");
  }
}

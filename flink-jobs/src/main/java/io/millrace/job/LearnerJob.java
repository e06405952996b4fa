package io.millrace.job;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.job.learner.AdvantageGate;
import io.millrace.job.learner.LearnerFunction;
import io.millrace.job.learner.LearnerPlan;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.Topics;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** From the advantages topic to versions: a fold per policy. */
public final class LearnerJob {
  private static final String UID = "learner";

  private final List<LearnerPlan> plans;
  private final String topicPrefix;
  private final Source<RawRecord, ?, ?> advantages;

  /**
   * @param plans one for each policy that is learned
   * @param topicPrefix what the names of the pipeline's topics begin with
   * @param advantages records of the advantages topic
   */
  public LearnerJob(
      List<LearnerPlan> plans, String topicPrefix, Source<RawRecord, ?, ?> advantages) {
    this.plans = List.copyOf(plans);
    this.topicPrefix = topicPrefix;
    this.advantages = advantages;
  }

  /**
   * Adds the job.
   *
   * @param versions publishes each version, in order
   * @param notices takes fates, measurements and dead letters
   */
  public void build(
      StreamExecutionEnvironment env, Sink<PolicyVersion> versions, Sink<OutboundRecord> notices) {
    int parallelism = Math.min(env.getParallelism(), plans.size());
    SingleOutputStreamOperator<PolicyVersion> learned =
        env.fromSource(
                advantages,
                WatermarkStrategy.noWatermarks(),
                "advantages",
                TypeInformation.of(RawRecord.class))
            .setParallelism(parallelism)
            .uid("learner-advantages-v1")
            .keyBy(AdvantageGate::policyOf, Types.STRING)
            .process(
                new LearnerFunction(plans, new Topics(topicPrefix).learnerMetrics()),
                TypeInformation.of(PolicyVersion.class))
            .setParallelism(parallelism)
            .uid("learner-fold-v1")
            .name("learner");
    NoticeStreams streams = new NoticeStreams(UID, topicPrefix);
    streams.fates("learner", learned.getSideOutput(LearnerFunction.FATE));
    streams.deadLetters("learner", learned.getSideOutput(LearnerFunction.DEAD_LETTER));
    streams.encoded(learned.getSideOutput(LearnerFunction.METRICS));
    streams.sinkTo(notices);
    // Keyed, so that it is a task of its own, and so that a policy's versions keep their order.
    learned
        .keyBy(PolicyVersion::policyId, Types.STRING)
        .sinkTo(versions)
        .setParallelism(parallelism)
        .uid("learner-versions-v1")
        .name("publish versions");
  }
}

package io.millrace.launcher.demonstrations;

import io.millrace.env.EnvironmentFactory;
import io.millrace.job.border.DemonstrationGate;
import io.millrace.job.border.NoticeEncoder;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.launcher.kafka.AcknowledgedProducer;
import io.millrace.launcher.kafka.BoundedLog;
import io.millrace.launcher.kafka.TopicSetup;
import io.millrace.recipe.EnvironmentShape;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.WarmStartOptions;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * A topic of demonstrations on a broker. It is bounded by where it ends when reading begins, so
 * that nobody has to mark its end.
 */
public final class DemonstrationTopic {
  private final String brokers;
  private final Topics pipeline;
  private final String name;

  /**
   * @param pipeline says where dead letters go
   * @param name of the topic
   */
  public DemonstrationTopic(String brokers, Topics pipeline, String name) {
    this.brokers = brokers;
    this.pipeline = pipeline;
    this.name = name;
  }

  /** The topic that a recipe's warm start reads. */
  public static DemonstrationTopic of(Recipe recipe, String brokers, Topics pipeline) {
    return new DemonstrationTopic(
        brokers,
        pipeline,
        recipe
            .policy()
            .warmStart()
            .flatMap(WarmStartOptions::topic)
            .orElseGet(pipeline::demonstrations));
  }

  /** What can be read of it for a policy in this environment. */
  public static DemonstrationGate gate(EnvironmentFactory environment) {
    EnvironmentShape shape = environment.shape();
    return new DemonstrationGate(
        environment.spec().id(), shape.observationSize(), shape.actionSize());
  }

  public String name() {
    return name;
  }

  /** Whether no record can be read of it; so for a topic that does not exist. */
  public boolean isEmpty() {
    try (BoundedLog log = BoundedLog.open(brokers, name)) {
      return !log.hasNext();
    }
  }

  /** Appends records, making the topic where it is missing; returns once the broker has them. */
  public void publish(Iterator<Trajectory> demonstrations) {
    TopicSetup.createDemonstrations(brokers, name);
    try (AcknowledgedProducer producer = new AcknowledgedProducer(brokers)) {
      demonstrations.forEachRemaining(
          d -> {
            String key = d.getPolicyId() + "/" + d.getGroupId();
            producer.send(name, key.getBytes(StandardCharsets.UTF_8), RecordCodec.encode(d));
          });
      producer.flush();
    }
  }

  /**
   * Reads it; what the gate rejects becomes a dead letter, acknowledged on return.
   *
   * @param chunk actions of a sample
   * @param limit trajectories
   */
  public DemonstrationSet read(DemonstrationGate gate, int chunk, long limit) {
    NoticeEncoder encoder = new NoticeEncoder(pipeline.prefix());
    try (AcknowledgedProducer producer = new AcknowledgedProducer(brokers)) {
      DemonstrationSet set =
          read(
              gate,
              chunk,
              limit,
              rejected -> {
                OutboundRecord letter = encoder.deadLetter(rejected);
                producer.send(letter.topic(), letter.key(), letter.value());
              });
      producer.flush();
      return set;
    }
  }

  /** Reads all of it and leaves no trace. */
  public DemonstrationSet look(DemonstrationGate gate) {
    return read(gate, 1, Long.MAX_VALUE, rejected -> {});
  }

  private DemonstrationSet read(
      DemonstrationGate gate, int chunk, long limit, Consumer<RejectedRecord> refuse) {
    try (BoundedLog log = BoundedLog.open(brokers, name)) {
      return new DemonstrationReader(name, gate, chunk, refuse).read(log, limit);
    }
  }
}

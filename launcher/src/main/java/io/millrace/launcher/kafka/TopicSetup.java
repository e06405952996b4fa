package io.millrace.launcher.kafka;

import io.millrace.launcher.error.UserError;
import io.millrace.schema.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates a pipeline's topics. Those that are keyed by policy have one partition, so that each
 * policy has one total order whatever the number of policies; experience is spread.
 */
public final class TopicSetup {
  private static final long TIMEOUT_SECONDS = 30;

  /** The largest record, and room for what a batch, a key or a dead letter adds to it. */
  static final int MAX_BATCH_BYTES = Topics.MAX_RECORD_BYTES + (1 << 20);

  /**
   * What comes from outside bears the broker's time: it drives event time, and a worker whose clock
   * is wrong must not decide when other workers' groups close.
   */
  private static final String BROKER_TIME = "LogAppendTime";

  private static final String SENDER_TIME = "CreateTime";

  private final Topics topics;
  private final int experiencePartitions;

  /**
   * @param topics the names
   * @param experiencePartitions partitions of the topics that carry trajectories; at least 1
   */
  public TopicSetup(Topics topics, int experiencePartitions) {
    this.topics = topics;
    this.experiencePartitions = experiencePartitions;
  }

  /** Creates the topics that are missing; those that exist are left as they are. */
  public void create(String brokers) {
    create(brokers, newTopics());
  }

  /** Creates a topic of demonstrations if it is missing; one that exists is left as it is. */
  public static void createDemonstrations(String brokers, String name) {
    create(brokers, List.of(demonstrations(name)));
  }

  private static void create(String brokers, List<NewTopic> wanted) {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
      for (var created : admin.createTopics(wanted).values().entrySet()) {
        try {
          created.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new KafkaException("cannot create topic=" + created.getKey(), e.getCause());
          }
        } catch (TimeoutException e) {
          throw new UserError(
              "the broker did not answer in " + TIMEOUT_SECONDS + " s, brokers=" + brokers);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new KafkaException("interrupted while creating topics", e);
        }
      }
    }
  }

  List<NewTopic> newTopics() {
    List<NewTopic> all = new ArrayList<>();
    for (String name : List.of(topics.trajectories(), topics.rewardEvents())) {
      all.add(
          topic(
              name,
              experiencePartitions,
              settings(TopicConfig.CLEANUP_POLICY_DELETE, BROKER_TIME)));
    }
    all.add(demonstrations(topics.demonstrations()));
    all.add(
        topic(
            topics.scored(),
            experiencePartitions,
            settings(TopicConfig.CLEANUP_POLICY_DELETE, SENDER_TIME)));
    for (String name :
        List.of(
            topics.advantages(), topics.deadLetters(), topics.learnerMetrics(), topics.fates())) {
      all.add(topic(name, 1, settings(TopicConfig.CLEANUP_POLICY_DELETE, SENDER_TIME)));
    }
    all.add(topic(topics.policies(), 1, settings(TopicConfig.CLEANUP_POLICY_COMPACT, SENDER_TIME)));
    return all;
  }

  /** In one order, and kept until somebody deletes it: policies are to be made from it again. */
  private static NewTopic demonstrations(String name) {
    Map<String, String> settings =
        new HashMap<>(settings(TopicConfig.CLEANUP_POLICY_DELETE, BROKER_TIME));
    settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    return topic(name, 1, settings);
  }

  /** As often replicated as the broker does by default: once in the embedded stack. */
  private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
  }

  private static Map<String, String> settings(String cleanup, String time) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        cleanup,
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        time,
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(MAX_BATCH_BYTES));
  }
}

package io.millrace.rollout.kafka;

import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.LatestPolicy;
import io.millrace.rollout.PolicyFeed;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.RecordFormatException;
import io.millrace.schema.Topics;
import io.millrace.store.client.ModelStoreClient;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the announcements of one life of a policy in a thread of its own and fetches the weights
 * by their hash. Reads the compacted topic from its beginning, in no consumer group: every worker
 * sees every version.
 *
 * <p>It starts from the head that the store holds. Several announcements read at once cost one
 * download, that of the newest. While the store cannot be reached, workers keep the version they
 * have. A record that is no announcement, or one of a version that is no policy, is logged and
 * skipped.
 */
public final class KafkaPolicyFeed implements PolicyFeed {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPolicyFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long TOPIC_RETRY_MS = 200;
  private static final long GRACE_MS = 2_000;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final LatestPolicy latest = new LatestPolicy();
  private final PolicyTracker tracker;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Takes over the consumer; {@link #start} begins. */
  KafkaPolicyFeed(
      Consumer<byte[], byte[]> consumer,
      PolicyArtifacts store,
      Topics topics,
      String policyId,
      long epoch) {
    this.consumer = consumer;
    this.topic = topics.policies();
    this.tracker = new PolicyTracker(store, policyId, epoch, latest);
    this.thread = new Thread(this::run, "policy-feed-" + policyId);
    thread.setDaemon(true);
  }

  /**
   * A running feed with a consumer of its own.
   *
   * @param store not closed with the feed
   */
  public static KafkaPolicyFeed connect(
      String brokers, ModelStoreClient store, Topics topics, String policyId, long epoch) {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaPolicyFeed feed =
        new KafkaPolicyFeed(
            new KafkaConsumer<>(properties, bytes, bytes),
            PolicyArtifacts.of(store),
            topics,
            policyId,
            epoch);
    feed.start();
    return feed;
  }

  void start() {
    thread.start();
  }

  @Override
  public ActingPolicy awaitNewer(long version, Duration atMost) throws InterruptedException {
    return latest.awaitNewer(version, atMost);
  }

  private void run() {
    try {
      follow();
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("policy feed closed, topic={}", topic);
    } catch (RuntimeException e) {
      LOG.error("policy feed failed, topic={}", topic, e);
      latest.fail("the policy feed failed, topic=" + topic + " cause=" + e.getMessage(), e);
    } finally {
      // An interrupt that reached the thread late would make the consumer's close fail.
      Thread.interrupted();
      consumer.close();
      latest.close();
    }
  }

  private void follow() throws InterruptedException {
    tracker.askStore();
    tracker.fetch();
    if (!assign()) {
      return;
    }
    while (closing.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        read(record);
      }
      tracker.fetch();
    }
  }

  /** Takes all partitions, waiting for the topic to exist; false if closed before. */
  private boolean assign() throws InterruptedException {
    List<PartitionInfo> partitions = partitions();
    while (partitions.isEmpty()) {
      if (closing.await(TOPIC_RETRY_MS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      partitions = partitions();
    }
    List<TopicPartition> all =
        partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return true;
  }

  /** Empty while there is no such topic, or no broker to ask. */
  private List<PartitionInfo> partitions() {
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      return partitions == null ? List.of() : partitions;
    } catch (TimeoutException e) {
      LOG.warn("broker not reached, topic={}: {}", topic, e.getMessage());
      return List.of();
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      tracker.announced(RecordCodec.decode(record.value(), PolicyAnnouncement.class));
    } catch (RecordFormatException e) {
      LOG.warn(
          "record skipped, topic={} partition={} offset={} reason={}: {}",
          topic,
          record.partition(),
          record.offset(),
          e.reason(),
          e.getMessage());
    }
  }

  /** Wakes those who wait and returns once the thread has ended. */
  @Override
  public void close() {
    closing.countDown();
    latest.close();
    consumer.wakeup();
    try {
      thread.join(GRACE_MS);
      if (thread.isAlive()) {
        // It hangs in a request to the store, which knows no wake-up.
        thread.interrupt();
        thread.join(GRACE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

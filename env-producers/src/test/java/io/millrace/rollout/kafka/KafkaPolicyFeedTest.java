package io.millrace.rollout.kafka;

import static io.millrace.rollout.kafka.MemoryArtifacts.EPOCH;
import static io.millrace.rollout.kafka.MemoryArtifacts.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.rollout.PolicyFeedException;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaPolicyFeedTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Topics TOPICS = new Topics("test.");
  private static final TopicPartition PARTITION = new TopicPartition(TOPICS.policies(), 0);

  private final MemoryArtifacts store = new MemoryArtifacts();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final KafkaPolicyFeed feed = new KafkaPolicyFeed(consumer, store, TOPICS, POLICY, EPOCH);
  private long offset;

  KafkaPolicyFeedTest() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
  }

  @AfterEach
  void close() {
    feed.close();
    assertThat(consumer.closed()).isTrue();
  }

  private void createTopic() {
    consumer.updatePartitions(
        PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
  }

  private void write(byte[] value) {
    long at = offset++;
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    PARTITION.topic(), 0, at, POLICY.getBytes(StandardCharsets.UTF_8), value)));
  }

  private void announce(PolicyAnnouncement announcement) {
    write(RecordCodec.encode(announcement));
  }

  @Test
  void awaitNewer_announcementsOnTheTopic_newestPolicyArrives() throws InterruptedException {
    createTopic();
    announce(store.publish(1));
    announce(store.publish(2));
    feed.start();
    assertThat(feed.awaitNewer(1, LONG).version()).isEqualTo(2);
    announce(store.publish(3));
    assertThat(feed.awaitNewer(2, LONG).version()).isEqualTo(3);
  }

  @Test
  void awaitNewer_topicCreatedLater_isFound() throws InterruptedException {
    store.setHead(store.publish(1));
    feed.start();
    assertThat(feed.awaitNewer(0, LONG).version()).isEqualTo(1);
    createTopic();
    announce(store.publish(2));
    assertThat(feed.awaitNewer(1, LONG).version()).isEqualTo(2);
  }

  @Test
  void awaitNewer_poisonAndTombstones_skipped() throws InterruptedException {
    createTopic();
    write("poison".getBytes(StandardCharsets.UTF_8));
    write(new byte[0]);
    write(null);
    announce(store.publish(1));
    feed.start();
    assertThat(feed.awaitNewer(0, LONG).version()).isEqualTo(1);
  }

  @Test
  void awaitNewer_consumerFails_throws() {
    createTopic();
    consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("no access")));
    feed.start();
    assertThatThrownBy(
            () -> {
              while (true) {
                feed.awaitNewer(0, LONG);
              }
            })
        .isInstanceOf(PolicyFeedException.class)
        .hasMessageContaining("no access");
  }

  @Test
  void close_whileFollowing_endsTheThreadAndLaterCalls() {
    createTopic();
    feed.start();
    feed.close();
    feed.close();
    assertThat(consumer.closed()).isTrue();
    assertThatThrownBy(() -> feed.awaitNewer(0, LONG)).isInstanceOf(PolicyFeedException.class);
  }
}

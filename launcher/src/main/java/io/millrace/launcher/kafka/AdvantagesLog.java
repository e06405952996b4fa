package io.millrace.launcher.kafka;

import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.RecordCodec;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The advantages topic from its beginning to where it ends now, in each partition's order. */
public final class AdvantagesLog {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** One record and where it stands. */
  public interface Visitor {
    void visit(long offset, AdvantageRecord record);
  }

  private final String brokers;
  private final String topic;

  public AdvantagesLog(String brokers, String topic) {
    this.brokers = brokers;
    this.topic = topic;
  }

  /**
   * Visits each record once. A policy's records are in one partition, so its order is the log's.
   *
   * @throws io.millrace.schema.RecordFormatException where the log holds something else
   */
  public void forEach(Visitor visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = LogTail.consumer(brokers)) {
      for (TopicPartition partition : LogTail.partitions(consumer, List.of(topic))) {
        read(consumer, partition, visitor);
      }
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Visitor visitor) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        if (message.offset() < end) {
          visitor.visit(
              message.offset(), RecordCodec.decode(message.value(), AdvantageRecord.class));
        }
      }
    }
  }
}

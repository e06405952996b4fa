package io.millrace.launcher.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How many records a topic has taken. */
public final class TopicSize {
  private final String brokers;

  public TopicSize(String brokers) {
    this.brokers = brokers;
  }

  /** The sum of the end offsets: exact where nothing was compacted and no transaction wrote. */
  public long records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = LogTail.consumer(brokers)) {
      return consumer.endOffsets(LogTail.partitions(consumer, List.of(topic))).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}

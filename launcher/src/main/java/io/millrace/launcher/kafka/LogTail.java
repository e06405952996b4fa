package io.millrace.launcher.kafka;

import io.millrace.schema.RecordCodec;
import io.millrace.schema.RecordFormatException;
import io.millrace.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their beginning, for as long as it is open, and hands each record to a
 * listener, on one thread.
 */
public final class LogTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<SpecificRecord> listener;
  private final Thread thread;
  private volatile boolean closed;

  private LogTail(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<SpecificRecord> listener, String name) {
    this.consumer = consumer;
    this.listener = listener;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /**
   * Opens a tail on these topics.
   *
   * @param listener called on the tail's thread; records that no schema knows are passed over
   */
  public static LogTail open(
      String brokers, List<String> topics, Consumer<SpecificRecord> listener) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(brokers);
    List<TopicPartition> partitions = partitions(consumer, topics);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    LogTail tail = new LogTail(consumer, listener, "millrace-tail");
    tail.thread.start();
    return tail;
  }

  static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            "false",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            Integer.toString(Topics.MAX_RECORD_BYTES),
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            "100"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, List<String> topics) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo info : consumer.partitionsFor(topic)) {
        all.add(new TopicPartition(topic, info.partition()));
      }
    }
    return all;
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          hand(message);
        }
      }
    } catch (WakeupException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  private void hand(ConsumerRecord<byte[], byte[]> message) {
    SpecificRecord record;
    try {
      record = RecordCodec.decode(message.value());
    } catch (RecordFormatException e) {
      LOG.warn(
          "cannot read a record, topic={} partition={} offset={} reason={}",
          message.topic(),
          message.partition(),
          message.offset(),
          e.reason());
      return;
    }
    listener.accept(record);
  }

  /** Stops reading and waits until the listener is no longer called. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

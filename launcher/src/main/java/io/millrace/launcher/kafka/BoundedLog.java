package io.millrace.launcher.kafka;

import io.millrace.job.record.RawRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic from its beginning to where it ended when this was opened, partition by partition:
 * records of one key are in one of them, so their order is the log's.
 */
public final class BoundedLog implements Iterator<RawRecord>, AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deque<TopicPartition> partitions;
  private final Map<TopicPartition, Long> ends;
  private final Deque<RawRecord> read = new ArrayDeque<>();
  private TopicPartition partition;
  private long end;

  private BoundedLog(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = new ArrayDeque<>(partitions);
    this.ends = consumer.endOffsets(partitions);
  }

  /** A topic that does not exist is empty. */
  public static BoundedLog open(String brokers, String topic) {
    KafkaConsumer<byte[], byte[]> consumer = LogTail.consumer(brokers);
    return new BoundedLog(consumer, LogTail.partitions(consumer, List.of(topic)));
  }

  @Override
  public boolean hasNext() {
    while (read.isEmpty()) {
      if (partition == null || consumer.position(partition) >= end) {
        if (partitions.isEmpty()) {
          return false;
        }
        begin(partitions.pop());
      } else {
        poll();
      }
    }
    return true;
  }

  private void begin(TopicPartition next) {
    partition = next;
    consumer.assign(List.of(next));
    consumer.seekToBeginning(List.of(next));
    end = ends.get(next);
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
      if (message.offset() < end) {
        read.add(
            new RawRecord(
                message.topic(),
                message.partition(),
                message.offset(),
                message.timestamp(),
                message.key(),
                message.value()));
      }
    }
  }

  @Override
  public RawRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the log has ended");
    }
    return read.pop();
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.millrace.launcher.kafka;

import io.millrace.schema.Topics;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records so that each is in its topic once, in the order of the calls, or {@link #flush}
 * says that one is not.
 */
public final class AcknowledgedProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public AcknowledgedProducer(String brokers) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Topics.MAX_RECORD_BYTES);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Accepts a record; it may still be on its way when the call returns. */
  public void send(String topic, byte[] key, byte[] value) {
    // The callback sees what the future would tell, and does not need waiting for.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, error) -> failure.compareAndSet(null, error));
  }

  /**
   * Returns once the broker has everything.
   *
   * @throws KafkaException if it refused a record
   */
  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new KafkaException("a record was not acknowledged", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

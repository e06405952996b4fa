package io.millrace.launcher.kafka;

import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends any bytes, one record at a time. */
public final class RawProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  /** Where a record stands. */
  public record Place(int partition, long offset) {}

  private RawProducer(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  public static RawProducer connect(String brokers) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true);
    return new RawProducer(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Sends bytes under the key that the trajectory would have. */
  public Place send(String topic, Trajectory like, byte[] value)
      throws InterruptedException, ExecutionException {
    byte[] key = (like.getPolicyId() + "/" + like.getGroupId()).getBytes(StandardCharsets.UTF_8);
    RecordMetadata at = producer.send(new ProducerRecord<>(topic, key, value)).get();
    return new Place(at.partition(), at.offset());
  }

  @Override
  public void close() {
    producer.close();
  }
}

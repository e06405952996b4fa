package io.millrace.rollout.kafka;

import io.millrace.rollout.TrajectorySink;
import io.millrace.rollout.TrajectorySinkException;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to the trajectories topic with an idempotent producer: a record that the broker has
 * acknowledged is there once, and a record it refused makes every later call fail. The application
 * never sends a record again, since to the broker that would be another one.
 *
 * <p>Records of a group share a key, so they are in one partition, in the order of the calls.
 */
public final class KafkaTrajectorySink implements TrajectorySink {

  /** An outage of the broker this long pauses the worker; a longer one ends it. */
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final AtomicReference<TrajectorySinkException> failure = new AtomicReference<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /** Takes over the producer and closes it in the end. */
  public KafkaTrajectorySink(Producer<String, byte[]> producer, Topics topics) {
    this(producer, topics.trajectories());
  }

  private KafkaTrajectorySink(Producer<String, byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** A sink with a producer of its own; connects when the first record comes. */
  public static KafkaTrajectorySink connect(String brokers, String clientId, Topics topics) {
    return connect(brokers, clientId, topics.trajectories());
  }

  /** The same for another topic of trajectories, which must exist. */
  public static KafkaTrajectorySink connect(String brokers, String clientId, String topic) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Long enough to put a small group into one request, short beside an update.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * Topics.MAX_RECORD_BYTES);
    // Noise does not compress: latent paths and log-densities are most of a record.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LONGEST_OUTAGE.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_OUTAGE.toMillis());
    return new KafkaTrajectorySink(
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()), topic);
  }

  @Override
  public void send(Trajectory trajectory) {
    send(
        key(trajectory.getPolicyId(), trajectory.getGroupId()),
        trajectory.getTrajectoryId(),
        trajectory);
  }

  @Override
  public void send(GroupEnd end) {
    send(key(end.getPolicyId(), end.getGroupId()), "the end of group " + end.getGroupId(), end);
  }

  private static String key(String policyId, String groupId) {
    return policyId + "/" + groupId;
  }

  private void send(String key, String name, SpecificRecord record) {
    checkFailure();
    byte[] bytes = RecordCodec.encode(record);
    try {
      // The callback sees what the future would tell, and does not need waiting for.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, key, bytes),
              (metadata, error) -> acknowledge(name, bytes.length, error));
    } catch (KafkaException e) {
      failure.compareAndSet(null, lost(name, bytes.length, e));
    }
    checkFailure();
  }

  private void acknowledge(String name, int length, Exception error) {
    if (error == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, lost(name, length, error));
    }
  }

  private TrajectorySinkException lost(String name, int length, Exception cause) {
    return new TrajectorySinkException(
        "a record was not acknowledged, topic="
            + topic
            + " record="
            + name
            + " bytes="
            + length
            + " cause="
            + cause.getMessage(),
        cause);
  }

  private void checkFailure() {
    TrajectorySinkException lost = failure.get();
    if (lost != null) {
      throw lost;
    }
  }

  /** Records that the broker has acknowledged. */
  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void flush() {
    producer.flush();
    checkFailure();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    checkFailure();
  }
}

package io.millrace.job.kafka;

import io.millrace.job.learner.Announcer;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.RecordCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Announces versions on the policies topic and waits for the broker's acknowledgement. */
public final class KafkaAnnouncer implements Announcer {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  /**
   * @param settings of the producer
   * @param topic the policies topic
   */
  public KafkaAnnouncer(Properties settings, String topic) {
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  @Override
  public void announce(PolicyAnnouncement announcement) throws IOException, InterruptedException {
    byte[] key = announcement.getPolicyId().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(topic, key, RecordCodec.encode(announcement))).get();
    } catch (ExecutionException e) {
      throw new IOException(
          "cannot announce a version, topic=%s policyId=%s version=%d"
              .formatted(topic, announcement.getPolicyId(), announcement.getVersion()),
          e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}

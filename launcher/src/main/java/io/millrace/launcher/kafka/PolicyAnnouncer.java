package io.millrace.launcher.kafka;

import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Announces the first version of a policy; all later ones are announced by the learner job. */
public final class PolicyAnnouncer {
  private final String brokers;
  private final Topics topics;

  public PolicyAnnouncer(String brokers, Topics topics) {
    this.brokers = brokers;
    this.topics = topics;
  }

  /** Returns when the broker has the announcement. */
  public void announce(PolicyAnnouncement announcement) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = announcement.getPolicyId().getBytes(StandardCharsets.UTF_8);
      byte[] value = RecordCodec.encode(announcement);
      producer.send(new ProducerRecord<>(topics.policies(), key, value)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot announce a policy", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while announcing a policy", e);
    }
  }
}

package io.millrace.job.kafka;

import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.Topics;
import java.io.Serializable;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Both ends of the jobs on a real broker.
 *
 * @param brokers {@code host:port}, comma-separated
 * @param groupPrefix what consumer groups begin with; another suffix is another reader of the log
 * @param bounded whether sources end at what the topics held when the job started
 */
public record KafkaEnds(String brokers, String groupPrefix, boolean bounded)
    implements Serializable {
  /** Idempotent sends retry this long; longer than any outage that should pass unnoticed. */
  private static final String DELIVERY_TIMEOUT_MS = "600000";

  private static final Duration NO_LINGER = Duration.ZERO;
  private static final Duration NOTICE_LINGER = Duration.ofMillis(20);

  /**
   * Reads a topic from its beginning, or from the checkpoint that the job restores. A job that
   * starts without a checkpoint reads everything again: what it says a second time, the log's
   * readers recognize.
   *
   * @param topic the topic
   * @param role who reads, the end of the consumer group's name
   */
  public KafkaSource<RawRecord> source(String topic, String role) {
    KafkaSourceBuilder<RawRecord> builder =
        KafkaSource.<RawRecord>builder()
            .setBootstrapServers(brokers)
            .setTopics(topic)
            .setGroupId(groupPrefix + role)
            .setClientIdPrefix(groupPrefix + role)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new RawRecordDeserializer())
            .setProperty(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Integer.toString(Topics.MAX_RECORD_BYTES));
    if (bounded) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /**
   * Writes at least once; everything is acknowledged before a checkpoint completes. A repeated
   * record carries the id or the coordinates by which its readers know it.
   */
  public KafkaSink<OutboundRecord> sink() {
    return sink(NO_LINGER);
  }

  /**
   * As {@link #sink}, for what nobody acts on: fates, measurements and dead letters come in many
   * small records, which wait for each other and so cost the broker far fewer requests.
   */
  public KafkaSink<OutboundRecord> noticeSink() {
    return sink(NOTICE_LINGER);
  }

  private KafkaSink<OutboundRecord> sink(Duration linger) {
    return KafkaSink.<OutboundRecord>builder()
        .setBootstrapServers(brokers)
        .setKafkaProducerConfig(producer(linger))
        .setRecordSerializer(new OutboundSerializer())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Announces versions on the policies topic. */
  public KafkaAnnouncer announcer(String topic) {
    return new KafkaAnnouncer(producer(NO_LINGER), topic);
  }

  private Properties producer(Duration linger) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()));
    settings.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    settings.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES));
    return settings;
  }
}

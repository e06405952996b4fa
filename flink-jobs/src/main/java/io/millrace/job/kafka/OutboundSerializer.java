package io.millrace.job.kafka;

import io.millrace.job.record.OutboundRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends each record to the topic that it names. */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<OutboundRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutboundRecord record, KafkaSinkContext context, Long timestampMs) {
    // No time stamp: the broker's time of arrival is what the next job measures with.
    return new ProducerRecord<>(record.topic(), record.key(), record.value());
  }
}

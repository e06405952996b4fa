package io.millrace.job.record;

import java.util.Arrays;
import java.util.Objects;

/**
 * An encoded record on its way to a topic.
 *
 * @param topic topic name
 * @param key key bytes, or null
 * @param value value bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the bytes
public record OutboundRecord(String topic, byte[] key, byte[] value) {

  @Override
  public boolean equals(Object other) {
    return other instanceof OutboundRecord that
        && Objects.equals(topic, that.topic)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, Arrays.hashCode(key), Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return "OutboundRecord[topic=%s, bytes=%d]".formatted(topic, value == null ? 0 : value.length);
  }
}

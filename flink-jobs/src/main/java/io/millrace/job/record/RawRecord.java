package io.millrace.job.record;

import java.util.Arrays;
import java.util.Objects;

/**
 * A record as it stood in a topic: untouched bytes and where they were. Nothing about it has been
 * checked.
 *
 * @param topic topic name
 * @param partition partition number
 * @param offset offset in the partition
 * @param timestampMs the broker's time stamp, milliseconds since 1970
 * @param key key bytes, or null
 * @param value value bytes, or null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the bytes
public record RawRecord(
    String topic, int partition, long offset, long timestampMs, byte[] key, byte[] value) {

  @Override
  public boolean equals(Object other) {
    return other instanceof RawRecord that
        && Objects.equals(topic, that.topic)
        && partition == that.partition
        && offset == that.offset
        && timestampMs == that.timestampMs
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  @Override
  public String toString() {
    return "RawRecord[topic=%s, partition=%d, offset=%d, bytes=%d]"
        .formatted(topic, partition, offset, value == null ? 0 : value.length);
  }
}

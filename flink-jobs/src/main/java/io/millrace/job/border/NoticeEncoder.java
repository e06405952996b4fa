package io.millrace.job.border;

import io.millrace.job.record.FateNotice;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.DeadLetter;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.TrajectoryFate;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes fates and dead letters for their topics.
 *
 * @param topicPrefix what the names of the pipeline's topics begin with
 */
public record NoticeEncoder(String topicPrefix) implements Serializable {
  private static final int LONGEST_DETAIL = 1000;

  /** Room that a dead letter's own fields and Kafka's framing may take beside the dead bytes. */
  private static final int ENVELOPE_BYTES = 64 << 10;

  /** The fate as a record of the fates topic, keyed by policy id where it is known. */
  public OutboundRecord fate(FateNotice notice) {
    TrajectoryFate fate =
        new TrajectoryFate(
            notice.partition(),
            notice.offset(),
            notice.fate(),
            notice.trajectoryId(),
            notice.groupId(),
            notice.policyId(),
            notice.policyVersion(),
            notice.usedInVersion(),
            notice.startedAtMs(),
            notice.publishedAtMs());
    byte[] key =
        notice.policyId() == null ? null : notice.policyId().getBytes(StandardCharsets.UTF_8);
    return new OutboundRecord(new Topics(topicPrefix).fates(), key, RecordCodec.encode(fate));
  }

  /** The refused record as a record of the dead-letters topic, keyed by the topic it came from. */
  public OutboundRecord deadLetter(RejectedRecord rejected) {
    RawRecord record = rejected.record();
    int bytes = length(record.key()) + length(record.value());
    boolean fits = bytes <= Topics.MAX_RECORD_BYTES - ENVELOPE_BYTES;
    String detail = shortened(rejected.detail());
    DeadLetter letter =
        new DeadLetter(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestampMs(),
            fits ? wrapped(record.key()) : null,
            fits ? wrapped(record.value()) : null,
            rejected.reason(),
            fits ? detail : detail + "; too large to copy here, bytes=" + bytes);
    return new OutboundRecord(
        new Topics(topicPrefix).deadLetters(),
        record.topic().getBytes(StandardCharsets.UTF_8),
        RecordCodec.encode(letter));
  }

  private static String shortened(String detail) {
    return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "...";
  }

  private static ByteBuffer wrapped(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}

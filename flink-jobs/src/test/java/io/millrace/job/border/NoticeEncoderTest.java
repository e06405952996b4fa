package io.millrace.job.border;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.Samples;
import io.millrace.job.record.FateNotice;
import io.millrace.job.record.OutboundRecord;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RejectedRecord;
import io.millrace.schema.DeadLetter;
import io.millrace.schema.Fate;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.TrajectoryFate;
import org.junit.jupiter.api.Test;

class NoticeEncoderTest {
  private final NoticeEncoder encoder = new NoticeEncoder("m.");

  @Test
  void deadLetter_smallRecord_bytesUntouched() {
    RawRecord record = new RawRecord("m.trajectories", 3, 4, 5, new byte[] {1}, new byte[] {2, 3});

    OutboundRecord out = encoder.deadLetter(new RejectedRecord(record, "malformed", "why"));

    assertThat(out.topic()).isEqualTo("m.dead-letters");
    DeadLetter letter = RecordCodec.decode(out.value(), DeadLetter.class);
    assertThat(letter.getTopic()).isEqualTo("m.trajectories");
    assertThat(letter.getPartition()).isEqualTo(3);
    assertThat(letter.getOffset()).isEqualTo(4);
    assertThat(letter.getTimestampMs()).isEqualTo(5);
    assertThat(letter.getKey().array()).containsExactly(1);
    assertThat(letter.getValue().array()).containsExactly(2, 3);
    assertThat(letter.getReason()).isEqualTo("malformed");
  }

  @Test
  void deadLetter_largestRecord_fitsInATopicWithoutItsBytes() {
    RawRecord record = Samples.raw(4, 5, new byte[Topics.MAX_RECORD_BYTES - 100]);

    OutboundRecord out =
        encoder.deadLetter(new RejectedRecord(record, "malformed", "x".repeat(1 << 20)));

    assertThat(out.value().length).isLessThan(Topics.MAX_RECORD_BYTES);
    DeadLetter letter = RecordCodec.decode(out.value(), DeadLetter.class);
    assertThat(letter.getValue()).isNull();
    assertThat(letter.getDetail()).contains("too large to copy here");
  }

  @Test
  void fate_ofUnreadableRecord_coordinatesAndNulls() {
    OutboundRecord out = encoder.fate(FateNotice.of(Samples.raw(4, 5, new byte[0]), Fate.REJECTED));

    TrajectoryFate fate = RecordCodec.decode(out.value(), TrajectoryFate.class);
    assertThat(out.key()).isNull();
    assertThat(fate.getOffset()).isEqualTo(4);
    assertThat(fate.getPublishedAtMs()).isEqualTo(5);
    assertThat(fate.getTrajectoryId()).isNull();
    assertThat(fate.getPolicyVersion()).isNull();
  }
}

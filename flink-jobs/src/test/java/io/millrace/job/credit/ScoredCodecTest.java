package io.millrace.job.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.Samples;
import io.millrace.job.border.RejectedException;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.RawRecord;
import org.junit.jupiter.api.Test;

class ScoredCodecTest {
  private final ScoredCodec codec = new ScoredCodec("millrace.");

  @Test
  void decode_encodedMember_sameMember() {
    GroupEvent event = Events.member(1, 2, 3, 9, 50);

    GroupEvent back = codec.decode(raw(codec.encode(event).value()));

    assertThat(back.groupKey()).isEqualTo(event.groupKey());
    assertThat(back.timestampMs()).isEqualTo(50);
    assertThat(back.member().rewards()).isEqualTo(event.member().rewards());
    assertThat(back.member().source().offset()).isEqualTo(9);
    assertThat(back.member().source().value()).isEqualTo(event.member().source().value());
  }

  @Test
  void decode_encodedMarker_sameMarker() {
    assertThat(codec.decode(raw(codec.encode(Events.end(50)).value()))).isEqualTo(Events.end(50));
  }

  @Test
  void decode_otherRecord_rejected() {
    byte[] trajectory = Events.member(1, 2, 3, 9, 50).member().source().value();

    assertThatThrownBy(() -> codec.decode(raw(trajectory))).isInstanceOf(RejectedException.class);
  }

  @Test
  void parse_groupIdWithSlashes_roundTrips() {
    GroupEvent event = GroupEvent.end(Samples.POLICY, 12, "a/b/c", 0);

    assertThat(GroupKey.parse(event.groupKey())).isEqualTo(GroupKey.of(event));
  }

  private static RawRecord raw(byte[] value) {
    return new RawRecord("millrace.scored", 0, 0, 1, null, value);
  }
}

package io.millrace.job.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.Samples;
import io.millrace.job.border.RejectedException;
import io.millrace.job.border.RejectionReason;
import io.millrace.job.record.RawRecord;
import io.millrace.job.record.RewardArrival;
import io.millrace.schema.RewardEvent;
import org.junit.jupiter.api.Test;

class RewardEventGateTest {
  private final RewardEventGate gate = new RewardEventGate(Samples.SHAPE);

  @Test
  void read_soundEvent_arrival() {
    RewardArrival arrival = gate.read(record("e", "t", null, 0.5));

    assertThat(arrival.eventId()).isEqualTo("e");
    assertThat(arrival.step()).isNull();
    assertThat(arrival.value()).isEqualTo(0.5);
  }

  @Test
  void read_faultyEvent_rejectedByName() {
    assertRejected(record("", "t", null, 1), RejectionReason.INVALID_ID);
    assertRejected(record("e", "", null, 1), RejectionReason.INVALID_ID);
    assertRejected(record("e", "t", -1, 1), RejectionReason.INVALID_STEP);
    assertRejected(record("e", "t", 0, Double.NaN), RejectionReason.NON_FINITE);
    // Finite as float64, infinite as the float32 that it is added to.
    assertRejected(record("e", "t", 0, 1e300), RejectionReason.NON_FINITE);
    assertRejected(Samples.raw(0, 1, Samples.end("g")), RejectionReason.UNEXPECTED_TYPE);
    assertRejected(Samples.raw(0, 1, new byte[] {1}), RejectionReason.NOT_SINGLE_OBJECT);
  }

  private void assertRejected(RawRecord record, RejectionReason reason) {
    assertThatThrownBy(() -> gate.read(record))
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static RawRecord record(String eventId, String trajectoryId, Integer step, double value) {
    return Samples.raw(
        0, 1, new RewardEvent(eventId, trajectoryId, Samples.POLICY, 1L, step, value, "judge", 1L));
  }
}

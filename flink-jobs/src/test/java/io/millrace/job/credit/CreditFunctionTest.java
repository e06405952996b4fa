package io.millrace.job.credit;

import static io.millrace.job.credit.Events.decode;
import static io.millrace.job.credit.Events.end;
import static io.millrace.job.credit.Events.firstAdvantages;
import static io.millrace.job.credit.Events.lateReward;
import static io.millrace.job.credit.Events.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.FateNotice;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.OutboundRecord;
import io.millrace.schema.AdvantageKind;
import io.millrace.schema.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreditFunctionTest {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private KeyedOneInputStreamOperatorTestHarness<String, GroupEvent, OutboundRecord> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(Duration.ZERO);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void process_wholeGroup_leavesOneMarkerAndNoTimer() throws Exception {
    send(member(0, 2, 1, 0, 10));
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    send(member(1, 2, 3, 1, 11));

    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(firstAdvantages(decode(harness.extractOutputValues().get(0))))
        .containsExactly(-1f, 1f);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void process_duplicatesAdjacentAndFarApart_opensNoGhostGroup() throws Exception {
    send(member(0, 2, 1, 0, 10));
    send(member(0, 2, 1, 1, 10));
    send(member(1, 2, 3, 2, 10));
    send(member(1, 2, 3, 3, 10));
    harness.processWatermark(1_000_000);
    send(member(0, 2, 1, 4, 1_000_001));

    assertThat(offsets(CreditFunction.DUPLICATE)).containsExactly(1L, 3L, 4L);
    assertThat(offsets(CreditFunction.INCOMPLETE)).isEmpty();
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void process_markerOutlived_leavesNothing() throws Exception {
    send(member(0, 1, 1, 0, 10));
    harness.setStateTtlProcessingTime(REMEMBERED.toMillis() + 1);
    send(member(0, 1, 1, 1, 10));

    // Forgotten: the same id is a new group, which is why the marker outlives every duplicate.
    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void watermark_pastTheDeadline_incompleteThenLate() throws Exception {
    send(member(0, 2, 1, 0, 10));
    harness.processWatermark(109);
    assertThat(offsets(CreditFunction.INCOMPLETE)).isEmpty();
    harness.processWatermark(110);
    send(member(1, 2, 1, 1, 120));

    assertThat(offsets(CreditFunction.INCOMPLETE)).containsExactly(0L);
    assertThat(offsets(CreditFunction.LATE)).containsExactly(1L);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void process_endMarker_closesAndDeletesTheTimer() throws Exception {
    send(member(0, 2, 1, 0, 10));
    send(end(12));

    assertThat(offsets(CreditFunction.INCOMPLETE)).containsExactly(0L);
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void process_lateFirstMember_leavesNothingBehind() throws Exception {
    harness.processWatermark(1000);
    send(member(0, 2, 1, 0, 10));

    assertThat(offsets(CreditFunction.LATE)).containsExactly(0L);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void restore_midGroup_continuesAsIfNothingHappened() throws Exception {
    send(member(1, 3, 3, 0, 10));
    send(member(0, 3, 0, 1, 10));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    send(member(2, 3, 6, 2, 10));
    byte[] undisturbed = harness.extractOutputValues().get(0).value();
    harness.close();

    harness = harness(Duration.ZERO);
    harness.initializeState(snapshot);
    harness.open();
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    send(member(2, 3, 6, 2, 10));

    assertThat(harness.extractOutputValues().get(0).value()).isEqualTo(undisturbed);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void process_lateRewardOfRetainedGroup_sendsACorrection() throws Exception {
    harness.close();
    harness = harness(Duration.ofMinutes(1));
    harness.open();
    send(member(0, 2, 1, 0, 10));
    send(member(1, 2, 3, 1, 10));

    send(lateReward("e", 0, 0, 4));
    harness.setStateTtlProcessingTime(Duration.ofMinutes(1).toMillis() + 1);
    send(lateReward("too-late", 0, 0, 4));

    List<OutboundRecord> records = harness.extractOutputValues();
    assertThat(records).hasSize(2);
    assertThat(decode(records.get(1)).getKind()).isEqualTo(AdvantageKind.CORRECTION);
    assertThat(harness.getSideOutput(CreditFunction.DEAD_LETTER)).hasSize(1);
  }

  private void send(GroupEvent event) throws Exception {
    harness.processElement(event, event.timestampMs());
  }

  private List<Long> offsets(OutputTag<FateNotice> tag) {
    List<Long> offsets = new ArrayList<>();
    if (harness.getSideOutput(tag) != null) {
      for (StreamRecord<FateNotice> notice : harness.getSideOutput(tag)) {
        assertThat(notice.getValue().fate())
            .isEqualTo(Fate.valueOf(tag.getId().toUpperCase(Locale.ROOT)));
        offsets.add(notice.getValue().offset());
      }
    }
    return offsets;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, GroupEvent, OutboundRecord> harness(
      Duration retained) throws Exception {
    CreditSettings settings =
        new CreditSettings(new GroupRules(100, 0, 0), REMEMBERED, retained, "advantages");
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new CreditFunction(settings, () -> GroupMachineTest.MEAN_ONLY)),
        GroupEvent::groupKey,
        Types.STRING);
  }
}

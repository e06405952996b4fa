package io.millrace.job.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.job.Samples;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.AdvantageMember;
import io.millrace.schema.AdvantageRecord;
import io.millrace.schema.Fate;
import io.millrace.schema.LearnerMetrics;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it closes
class LearnerFunctionTest {
  private static final List<RawRecord> LOG = AdvantageLog.groups(12);
  private static final int MAX_PARALLELISM = 128;

  @Test
  void process_log_versionsAsInAReplay() throws Exception {
    List<String> replayed = new ArrayList<>();
    new LearnerReplay(AdvantageLog.plan())
        .replay(LOG.iterator(), version -> replayed.add(version.sha256()));

    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, LOG);

      assertThat(hashes(harness)).hasSize(6).isEqualTo(replayed).doesNotHaveDuplicates();
      assertThat(harness.extractOutputValues())
          .extracting(PolicyVersion::version)
          .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
      assertThat(harness.getSideOutput(LearnerFunction.FATE))
          .hasSize(12 * 4)
          .allSatisfy(fate -> assertThat(fate.getValue().fate()).isEqualTo(Fate.USED));
      assertThat(harness.getSideOutput(LearnerFunction.METRICS)).hasSize(6);
      LearnerMetrics metrics =
          RecordCodec.decode(
              harness.getSideOutput(LearnerFunction.METRICS).poll().getValue().value(),
              LearnerMetrics.class);
      assertThat(metrics.getTrajectories()).isEqualTo(8);
      assertThat(metrics.getSuccess()).isEqualTo(1.0);
    }
  }

  @Test
  void restore_atEveryRecord_sameVersionsToTheLastBit() throws Exception {
    List<String> undisturbed = new ArrayList<>();
    new LearnerReplay(AdvantageLog.plan())
        .replay(LOG.iterator(), version -> undisturbed.add(version.sha256()));

    for (int cut = 0; cut <= LOG.size(); cut++) {
      List<String> hashes = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (var harness = harness(1, 0)) {
        harness.open();
        feed(harness, LOG.subList(0, cut));
        snapshot = harness.snapshot(1, 1);
        hashes.addAll(hashes(harness));
      }
      try (var harness = harness(1, 0)) {
        harness.initializeState(snapshot);
        harness.open();
        feed(harness, LOG.subList(cut, LOG.size()));
        hashes.addAll(hashes(harness));
      }
      assertThat(hashes).as("cut=%d", cut).isEqualTo(undisturbed);
    }
  }

  @Test
  void restore_rescaledToThree_onlyTheOwnerGoesOn() throws Exception {
    List<String> undisturbed = new ArrayList<>();
    new LearnerReplay(AdvantageLog.plan())
        .replay(LOG.iterator(), version -> undisturbed.add(version.sha256()));
    OperatorSubtaskState snapshot;
    List<String> hashes = new ArrayList<>();
    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, LOG.subList(0, 5));
      snapshot = harness.snapshot(1, 1);
      hashes.addAll(hashes(harness));
    }

    int owner =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(Samples.POLICY, MAX_PARALLELISM, 3);
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, MAX_PARALLELISM, 1, 3, subtask);
      try (var harness = harness(3, subtask)) {
        harness.initializeState(part);
        harness.open();
        assertThat(learners(harness.snapshot(2, 2))).isEqualTo(subtask == owner ? 1 : 0);
        if (subtask == owner) {
          feed(harness, LOG.subList(5, LOG.size()));
          hashes.addAll(hashes(harness));
        }
      }
    }

    assertThat(hashes).isEqualTo(undisturbed);
  }

  @Test
  void process_unreadableRecord_deadLetterAndNoHarm() throws Exception {
    List<RawRecord> poisoned = new ArrayList<>();
    for (RawRecord record : LOG) {
      poisoned.add(AdvantageLog.raw(record.offset(), new byte[] {1, 2, 3}));
      poisoned.add(AdvantageLog.raw(record.offset(), null));
      poisoned.add(record);
    }
    List<String> clean = new ArrayList<>();
    new LearnerReplay(AdvantageLog.plan())
        .replay(LOG.iterator(), version -> clean.add(version.sha256()));

    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, poisoned);

      assertThat(hashes(harness)).isEqualTo(clean);
      assertThat(harness.getSideOutput(LearnerFunction.DEAD_LETTER)).hasSize(24);
    }
  }

  @Test
  void process_repeatedRecords_usedOnce() throws Exception {
    List<RawRecord> repeated = new ArrayList<>(LOG);
    repeated.addAll(LOG);

    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, repeated);

      assertThat(hashes(harness)).hasSize(6);
    }
  }

  @Test
  void process_keyMissingOrOfAnotherRecord_deadLetter() throws Exception {
    RawRecord sound = LOG.get(0);
    RawRecord keyless = new RawRecord(AdvantageLog.TOPIC, 0, 0, 0, null, sound.value());
    byte[] other = RecordCodec.encode(otherPolicy(sound));

    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, List.of(keyless, AdvantageLog.raw(1, other)));

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(rejections(harness)).containsExactly("key-mismatch", "key-mismatch");
    }
  }

  @Test
  void process_nonFiniteAdvantage_deadLetter() throws Exception {
    AdvantageRecord record = RecordCodec.decode(LOG.get(0).value(), AdvantageRecord.class);
    AdvantageMember first = record.getMembers().get(0);
    List<AdvantageMember> members = new ArrayList<>(record.getMembers());
    members.set(
        0,
        AdvantageMember.newBuilder(first)
            .setAdvantages(Tensors.of(new float[] {0, Float.NaN, 0}, 3))
            .build());
    byte[] bytes =
        RecordCodec.encode(AdvantageRecord.newBuilder(record).setMembers(members).build());

    try (var harness = harness(1, 0)) {
      harness.open();
      feed(harness, List.of(AdvantageLog.raw(0, bytes)));

      assertThat(rejections(harness)).containsExactly("non-finite");
    }
  }

  @Test
  void process_otherPolicy_ignored() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      RawRecord other =
          new RawRecord(AdvantageLog.TOPIC, 0, 0, 0, new byte[] {'q'}, LOG.get(0).value());
      feed(harness, List.of(other));

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.getSideOutput(LearnerFunction.DEAD_LETTER)).isNull();
    }
  }

  private static AdvantageRecord otherPolicy(RawRecord record) {
    return AdvantageRecord.newBuilder(RecordCodec.decode(record.value(), AdvantageRecord.class))
        .setPolicyId("q")
        .build();
  }

  /** How many learners a subtask wrote to its state. */
  private static int learners(OperatorSubtaskState state) {
    return state.getManagedOperatorState().stream()
        .map(handle -> handle.getStateNameToPartitionOffsets().get("learners"))
        .filter(Objects::nonNull)
        .mapToInt(info -> info.getOffsets().length)
        .sum();
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, RawRecord, PolicyVersion> harness,
      List<RawRecord> records)
      throws Exception {
    for (RawRecord record : records) {
      harness.processElement(record, record.timestampMs());
    }
  }

  private static List<String> rejections(
      KeyedOneInputStreamOperatorTestHarness<String, RawRecord, PolicyVersion> harness) {
    return harness.getSideOutput(LearnerFunction.DEAD_LETTER).stream()
        .map(record -> record.getValue().reason())
        .toList();
  }

  private static List<String> hashes(
      KeyedOneInputStreamOperatorTestHarness<String, RawRecord, PolicyVersion> harness) {
    return harness.extractOutputValues().stream().map(PolicyVersion::sha256).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RawRecord, PolicyVersion> harness(
      int parallelism, int subtask) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new LearnerFunction(List.of(AdvantageLog.plan()), Samples.TOPIC)),
        AdvantageGate::policyOf,
        Types.STRING,
        MAX_PARALLELISM,
        parallelism,
        subtask);
  }
}

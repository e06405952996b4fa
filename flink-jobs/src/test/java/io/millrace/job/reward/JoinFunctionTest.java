package io.millrace.job.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.job.Samples;
import io.millrace.job.record.GroupEvent;
import io.millrace.job.record.GroupMember;
import io.millrace.job.record.RewardArrival;
import io.millrace.schema.Fate;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinFunctionTest {
  private KeyedTwoInputStreamOperatorTestHarness<String, GroupEvent, RewardArrival, GroupEvent>
      harness;

  @BeforeEach
  void open() throws Exception {
    open(1);
  }

  private void open(int awaited) throws Exception {
    JoinRules rules = new JoinRules(awaited, Duration.ofMillis(100), Duration.ofMinutes(1));
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new JoinFunction(rules)),
            JoinFunction::key,
            RewardArrival::trajectoryId,
            Types.STRING);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void join_rewardAfterTrajectory_addsItToTheLastStep() throws Exception {
    trajectory(0, 10);
    assertThat(harness.extractOutputValues()).isEmpty();
    reward("e", null, 2, 20);

    assertThat(sent(0).member().rewards()).containsExactly(1, 1, 3);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void join_rewardBeforeTrajectory_addsItToItsStep() throws Exception {
    reward("e", 0, 2, 5);
    trajectory(0, 10);

    assertThat(sent(0).member().rewards()).containsExactly(3, 1, 1);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void join_sameEventTwice_countsOnce() throws Exception {
    reward("e", 0, 2, 5);
    reward("e", 0, 2, 6);
    trajectory(0, 10);

    assertThat(sent(0).member().rewards()).containsExactly(3, 1, 1);
  }

  @Test
  void join_rewardNeverComes_incompleteAndNeverZero() throws Exception {
    trajectory(0, 10);
    watermark(110);

    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(harness.getSideOutput(JoinFunction.FATE))
        .extracting(record -> record.getValue().fate())
        .containsExactly(Fate.INCOMPLETE);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void join_rewardAfterTrajectoryWentOn_followsIt() throws Exception {
    reward("e1", 0, 2, 5);
    trajectory(0, 10);
    reward("e2", null, 4, 30);

    GroupEvent late = sent(1);
    assertThat(late.kind()).isEqualTo(GroupEvent.Kind.LATE_REWARD);
    assertThat(late.groupKey()).isEqualTo("p/1/g");
    assertThat(late.lateReward().step()).isEqualTo(2);
    assertThat(late.lateReward().eventId()).isEqualTo("e2");
  }

  @Test
  void join_stepThatDoesNotExist_deadLetter() throws Exception {
    reward("e", 3, 2, 5);
    trajectory(0, 10);

    assertThat(sent(0).member().rewards()).containsExactly(1, 1, 1);
    assertThat(harness.getSideOutput(JoinFunction.DEAD_LETTER))
        .extracting(record -> record.getValue().reason())
        .containsExactly("invalid-step");
  }

  @Test
  void join_secondRecordOfHeldTrajectory_duplicate() throws Exception {
    trajectory(0, 10);
    trajectory(0, 10);
    trajectory(1, 11);

    assertThat(harness.getSideOutput(JoinFunction.FATE))
        .extracting(record -> record.getValue().fate(), record -> record.getValue().offset())
        .containsExactly(tuple(Fate.DUPLICATE, 1L));
  }

  @Test
  void join_nothingAwaited_passesAtOnce() throws Exception {
    harness.close();
    open(0);
    trajectory(0, 10);

    assertThat(sent(0).kind()).isEqualTo(GroupEvent.Kind.MEMBER);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void join_endMarker_passes() throws Exception {
    harness.processElement1(GroupEvent.end("p", 1, "g", 5), 5);

    assertThat(sent(0).kind()).isEqualTo(GroupEvent.Kind.END);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  private void trajectory(long offset, long timestampMs) throws Exception {
    GroupMember member =
        new GroupMember(
            "g-0",
            0,
            1,
            1,
            10,
            new float[] {1, 1, 1},
            Samples.raw(offset, timestampMs, new byte[] {1}));
    harness.processElement1(GroupEvent.member("p", 1, "g", member), timestampMs);
  }

  private void reward(String eventId, Integer step, double value, long timestampMs)
      throws Exception {
    RewardArrival event =
        new RewardArrival(eventId, "g-0", step, value, Samples.raw(7, timestampMs, new byte[] {2}));
    harness.processElement2(event, timestampMs);
  }

  private void watermark(long timestampMs) throws Exception {
    harness.processWatermark1(new Watermark(timestampMs));
    harness.processWatermark2(new Watermark(timestampMs));
  }

  private GroupEvent sent(int position) {
    return harness.extractOutputValues().get(position);
  }
}

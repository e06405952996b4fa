package io.millrace.rollout.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.rollout.TrajectorySinkException;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensors;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaTrajectorySinkTest {

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final KafkaTrajectorySink sink = new KafkaTrajectorySink(producer, new Topics("test."));

  private static Trajectory trajectory() {
    return Trajectory.newBuilder()
        .setTrajectoryId("w0-1-2")
        .setGroupId("w0-1")
        .setMemberIndex(2)
        .setGroupSize(4)
        .setPolicyId("policy")
        .setEpoch(1)
        .setPolicyVersion(5)
        .setEnvironment("pendulum")
        .setObservations(Tensors.of(new float[] {1, 2}, 2, 1))
        .setActions(Tensors.of(new float[] {3}, 1, 1))
        .setRewards(Tensors.of(new float[] {4}, 1, 1))
        .setTerminated(true)
        .setTruncated(false)
        .setStartedAtMs(1)
        .setEndedAtMs(2)
        .build();
  }

  private static GroupEnd end() {
    return GroupEnd.newBuilder()
        .setPolicyId("policy")
        .setEpoch(1)
        .setGroupId("w0-1")
        .setReason("worker stopped")
        .setEndedAtMs(3)
        .build();
  }

  @Test
  void send_memberAndEnd_shareTopicAndKey() {
    sink.send(trajectory());
    sink.send(end());
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsOnly("test.trajectories");
    assertThat(producer.history()).extracting(ProducerRecord::key).containsOnly("policy/w0-1");
    assertThat(RecordCodec.decode(producer.history().get(0).value())).isEqualTo(trajectory());
    assertThat(RecordCodec.decode(producer.history().get(1).value())).isEqualTo(end());
  }

  @Test
  void acknowledged_countsOnlyWhatTheBrokerTook() {
    sink.send(trajectory());
    sink.send(trajectory());
    producer.completeNext();
    assertThat(sink.acknowledged()).isEqualTo(1);
    producer.completeNext();
    sink.flush();
    assertThat(sink.acknowledged()).isEqualTo(2);
  }

  @Test
  void send_afterALostRecord_throwsItsName() {
    sink.send(trajectory());
    producer.errorNext(new TimeoutException("no leader"));
    assertThatThrownBy(() -> sink.send(end()))
        .isInstanceOf(TrajectorySinkException.class)
        .hasMessageContaining("record=w0-1-2")
        .hasMessageContaining("no leader")
        .hasCauseInstanceOf(TimeoutException.class);
    assertThatThrownBy(sink::flush).isInstanceOf(TrajectorySinkException.class);
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void send_refusedAtOnce_throws() {
    producer.sendException = new TimeoutException("buffer full");
    assertThatThrownBy(() -> sink.send(trajectory()))
        .isInstanceOf(TrajectorySinkException.class)
        .hasMessageContaining("buffer full");
  }

  @Test
  void close_twice_harmless() {
    sink.close();
    sink.close();
    assertThat(producer.closed()).isTrue();
  }
}

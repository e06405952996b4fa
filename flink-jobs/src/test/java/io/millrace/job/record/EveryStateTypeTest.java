package io.millrace.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.learner.PolicyVersion;
import io.millrace.schema.Fate;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record that crosses an edge or enters state, without Kryo, full and empty. */
class EveryStateTypeTest {
  private static final RawRecord RAW =
      new RawRecord("t", 1, 2, 3, new byte[] {1}, new byte[] {2, 3});
  private static final GroupMember MEMBER =
      new GroupMember("t1", 0, 2, 7, 10, new float[] {1, 2}, RAW);
  private static final LateReward LATE = new LateReward("e", "t1", 0, 1, 0.5, RAW);
  private static final MemberSlot SLOT = MemberSlot.of(MEMBER);

  static Stream<Object> records() {
    GroupEvent event = GroupEvent.member("p", 1, "g", MEMBER);
    return Stream.of(
        RAW,
        new RawRecord("t", 1, 2, 3, null, null),
        new OutboundRecord("t", null, new byte[] {1}),
        new RejectedRecord(RAW, "empty", "nothing"),
        FateNotice.of(event, Fate.LATE),
        FateNotice.of(RAW, Fate.REJECTED),
        MEMBER,
        LATE,
        event,
        GroupEvent.end("p", 1, "g", 5),
        GroupEvent.lateReward("p", 1, "g", LATE),
        SLOT,
        new OpenGroup(2, 100, List.of(SLOT)),
        new ClosedGroup(List.of(SLOT, SLOT)),
        new ClosedGroup(List.of()),
        new PendingTrajectory(event, 9),
        SentTrajectory.of(event),
        new RewardArrival("e", "t1", null, 0.5, RAW),
        new RewardArrival("e", "t1", 1, 0.5, RAW),
        new LearnerSnapshot("p", new byte[] {4, 5}));
  }

  @ParameterizedTest
  @MethodSource("records")
  void serialize_record_roundTripsWithoutKryo(Object record) throws IOException {
    assertThat(copy(record)).isEqualTo(record).hasSameHashCodeAs(record);
  }

  @Test
  void serialize_policyVersion_roundTripsWithoutKryo() throws IOException {
    PolicyVersion version =
        new PolicyVersion("p", 1, 2, "sha", null, "hash", 3, new byte[] {1, 2}, true);

    PolicyVersion copy = copy(version);

    assertThat(copy).usingRecursiveComparison().isEqualTo(version);
  }

  /** Old state that lacks a field reads it as 0 or null; a constructor must take that. */
  @Test
  void construct_zerosAndNulls_accepted() {
    assertThat(new GroupMember(null, 0, 0, 0, 0, null, null).toString()).isNotNull();
    assertThat(new OpenGroup(0, 0, null)).isNotNull();
    assertThat(new ClosedGroup(null)).isNotNull();
    assertThat(new LearnerSnapshot(null, null).toString()).isNotNull();
    assertThat(new RawRecord(null, 0, 0, 0, null, null).toString()).isNotNull();
    assertThat(new GroupEvent(null, null, 0, null, 0, null, null)).isNotNull();
    assertThat(new SentTrajectory(null, 0, null, 0, 0, 0, 0)).isNotNull();
    assertThat(new RewardArrival(null, null, null, 0, null)).isNotNull();
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T record) throws IOException {
    TypeSerializer<T> serializer = (TypeSerializer<T>) strict(record.getClass());
    assertThat(serializer).isInstanceOf(PojoSerializer.class);
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(record, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static TypeSerializer<?> strict(Class<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return TypeInformation.of(type).createSerializer(config);
  }

  @Test
  void snapshot_everySerializer_isSerializable() throws IOException {
    for (Object record : records().toList()) {
      assertThat(InstantiationUtil.serializeObject(strict(record.getClass()))).isNotEmpty();
    }
  }
}

package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordCodecTest {
  static List<SpecificRecord> records() {
    return SampleRecords.all();
  }

  @ParameterizedTest
  @MethodSource("records")
  void decode_encoded_isTheSameRecord(SpecificRecord record) {
    byte[] bytes = RecordCodec.encode(record);
    assertThat(bytes).startsWith(0xC3, 0x01);
    assertThat(RecordCodec.decode(bytes)).isEqualTo(record);
    assertThat(RecordCodec.decode(bytes, record.getClass())).isEqualTo(record);
  }

  @Test
  void decode_otherTypeThanAsked_isRefusedByName() {
    byte[] bytes = RecordCodec.encode(SampleRecords.all().get(1));
    assertThatThrownBy(() -> RecordCodec.decode(bytes, Trajectory.class))
        .isInstanceOf(RecordFormatException.class)
        .hasMessage("expected Trajectory, got GroupEnd");
  }

  @Test
  void decode_hostileBytes_saysWhatIsWrong() {
    byte[] good = RecordCodec.encode(SampleRecords.trajectory());
    assertThat(reason(null)).isEqualTo("empty");
    assertThat(reason(new byte[0])).isEqualTo("empty");
    assertThat(reason(new byte[] {1})).isEqualTo("not-single-object");
    assertThat(reason(Arrays.copyOf(good, 9))).isEqualTo("not-single-object");
    assertThat(reason(Arrays.copyOf(good, good.length - 1))).isEqualTo("malformed");
    assertThat(reason(Arrays.copyOf(good, good.length + 1))).isEqualTo("trailing-bytes");
    byte[] otherFingerprint = good.clone();
    otherFingerprint[5] ^= 1;
    assertThat(reason(otherFingerprint)).isEqualTo("unknown-schema");
  }

  /** The first field is a text; its length is declared as 2^31 - 1. */
  @Test
  void decode_hugeDeclaredLength_isRefusedWithoutAllocatingIt() {
    byte[] good = RecordCodec.encode(SampleRecords.trajectory());
    ByteBuffer hostile = ByteBuffer.allocate(64).put(good, 0, 10);
    hostile.put(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F});
    assertThat(reason(hostile.array())).isEqualTo("malformed");
  }

  @Test
  void decode_randomlyDamagedBytes_endsInARecordOrAFormatException() {
    long seed = 4_711;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good = RecordCodec.encode(SampleRecords.all().get(3));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(10, bytes.length)] = (byte) random.nextInt();
      }
      Throwable thrown = catchThrowable(() -> RecordCodec.decode(bytes));
      if (thrown != null) {
        assertThat(thrown).as("seed %d, try %d", seed, i).isInstanceOf(RecordFormatException.class);
      }
    }
  }

  private static String reason(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> RecordCodec.decode(bytes));
    assertThat(thrown).isInstanceOf(RecordFormatException.class);
    return ((RecordFormatException) thrown).reason();
  }
}

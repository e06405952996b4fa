package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.policy.SafeTensors.Named;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTensorsTest {
  private static final SafeTensors FILE =
      new SafeTensors(
          Map.of("who", "test"),
          List.of(
              new Named("w", new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}),
              new Named("b", new int[] {2}, new float[] {-1, 0.5f})));

  @Test
  void decode_encoded_isTheSameFile() {
    SafeTensors read = SafeTensors.decode(FILE.encode());
    assertThat(read.metadata()).containsEntry("who", "test");
    assertThat(read.tensors()).hasSize(2);
    assertThat(read.tensors().get(0).shape()).containsExactly(2, 3);
    assertThat(read.tensors().get(1).values()).containsExactly(-1, 0.5f);
    assertThat(read.encode()).isEqualTo(FILE.encode());
  }

  /** The layout of the format's own documentation: length, header, then the numbers. */
  @Test
  void encode_headerAndData_standWhereTheFormatSays() {
    byte[] bytes = FILE.encode();
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(bytes).hasSize((int) (8 + header + 8 * Float.BYTES));
    assertThat(new String(bytes, 8, (int) header, StandardCharsets.UTF_8))
        .startsWith(
            "{\"__metadata__\":{\"who\":\"test\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      })
  void decode_brokenHeader_isRefused(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    assertThatThrownBy(() -> SafeTensors.decode(file.array()))
        .isInstanceOf(RuntimeException.class)
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @Test
  void decode_damagedBytes_isReadOrRefusedButNothingElse() {
    long seed = 99;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = FILE.encode();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      try {
        SafeTensors.decode(cut);
      } catch (IllegalArgumentException expected) {
        assertThat(expected.getMessage()).as("seed %d", seed).contains("safetensors");
      }
    }
  }
}

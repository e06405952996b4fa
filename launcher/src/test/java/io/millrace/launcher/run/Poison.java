package io.millrace.launcher.run;

import io.millrace.schema.RecordCodec;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.util.Arrays;
import java.util.List;

/** Ways in which a record can be wrong. */
enum Poison {
  EMPTY {
    @Override
    byte[] make(Trajectory good, int n) {
      return new byte[0];
    }
  },
  TRUNCATED {
    @Override
    byte[] make(Trajectory good, int n) {
      byte[] bytes = RecordCodec.encode(good);
      return Arrays.copyOf(bytes, bytes.length * (1 + n % 7) / 8);
    }
  },
  WRONG_FINGERPRINT {
    @Override
    byte[] make(Trajectory good, int n) {
      byte[] bytes = RecordCodec.encode(good);
      bytes[2 + n % 8] ^= 0x55; // of the eight bytes after the marker
      return bytes;
    }
  },
  WRONG_TENSOR_SHAPE {
    @Override
    byte[] make(Trajectory good, int n) {
      Tensor observations =
          Tensor.newBuilder(good.getObservations()).setShape(List.of(7, 13)).build();
      return RecordCodec.encode(stranger(good, n).setObservations(observations).build());
    }
  },
  NOT_A_NUMBER {
    @Override
    byte[] make(Trajectory good, int n) {
      float[] rewards = Tensors.floats(good.getRewards());
      rewards[0] = Float.NaN;
      Tensor tensor = Tensors.of(rewards, Tensors.shape(good.getRewards()));
      return RecordCodec.encode(stranger(good, n).setRewards(tensor).build());
    }
  },
  HUGE_LENGTH {
    @Override
    byte[] make(Trajectory good, int n) {
      byte[] bytes = Arrays.copyOf(RecordCodec.encode(good), 64);
      // The first field is a string: its length becomes 2^31 - 1, as a zigzag varint.
      byte[] length = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
      System.arraycopy(length, 0, bytes, 10, length.length);
      return bytes;
    }
  };

  /** The bytes of the n-th poison record, made from a good trajectory. */
  abstract byte[] make(Trajectory good, int n);

  /** A copy that belongs to no real group. */
  private static Trajectory.Builder stranger(Trajectory good, int n) {
    return Trajectory.newBuilder(good)
        .setTrajectoryId("poison-" + n)
        .setGroupId("poison-group-" + n);
  }
}

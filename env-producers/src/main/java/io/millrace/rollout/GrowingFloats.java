package io.millrace.rollout;

import java.util.Arrays;

/** A float array that grows at its end and keeps its room when it is cleared. */
final class GrowingFloats {

  private float[] values = new float[64];
  private int size;

  void add(float value) {
    reserve(1);
    values[size++] = value;
  }

  void add(float[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, values, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + more));
    }
  }

  void clear() {
    size = 0;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}

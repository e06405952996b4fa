package io.millrace.flow.policy;

import io.millrace.flow.random.RandomSource;

/** What a flow starts from. */
public interface StartNoise {
  /** N(0, I), what flows are trained with. */
  StartNoise STANDARD =
      (row, random, out, at, size) -> {
        for (int d = 0; d < size; d++) {
          out[at + d] = (float) random.nextGaussian();
        }
      };

  /** Draws the start of a row, {@code size} numbers of {@code out} from {@code at} on. */
  void draw(int row, RandomSource random, float[] out, int at, int size);
}

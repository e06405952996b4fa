package io.millrace.flow.network;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Fourier features of flow time, without parameters: sines, then cosines, of tau at geometric
 * frequencies.
 *
 * <pre>
 * f_i = first (last / first)^(i / (n - 1)),  n = width / 2
 * y = (sin(tau f_0) .. sin(tau f_{n-1}), cos(tau f_0) .. cos(tau f_{n-1}))
 * </pre>
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.5, in the order that
 * diffusion models use: sines first.
 *
 * @param width columns of the result; even, at least 4
 * @param first radians by which the first feature turns while tau goes from 0 to 1
 * @param last the same of the last feature
 */
public record TimeEmbedding(int width, double first, double last) {
  public TimeEmbedding {
    if (width < 4 || width % 2 != 0) {
      throw new IllegalArgumentException("expected an even width of at least 4, width=" + width);
    }
    if (!(first > 0 && last > 0)) {
      throw new IllegalArgumentException(
          "expected positive frequencies, first=" + first + " last=" + last);
    }
  }

  /** Frequencies from 1 down to 1 / 10000, as transformers have them. */
  public static TimeEmbedding falling(int width) {
    return new TimeEmbedding(width, 1, 1e-4);
  }

  /** The features of one tau into {@code to[at .. at + width)}; the bits that a tape gives. */
  public void fill(float tau, float[] to, int at) {
    int half = width / 2;
    for (int i = 0; i < half; i++) {
      float angle = tau * frequency(i);
      to[at + i] = (float) Math.sin(angle);
      to[at + half + i] = (float) Math.cos(angle);
    }
  }

  /** The features on a tape, differentiable by tau: [rows][1] to [rows][width]. */
  public Value forward(Tape tape, Value tau) {
    int half = width / 2;
    Value frequencies = tape.input(1, half);
    for (int i = 0; i < half; i++) {
      frequencies.data()[i] = frequency(i);
    }
    Value angles = tape.multiply(tau, frequencies);
    return tape.concat(tape.sin(angles), tape.cos(angles));
  }

  private float frequency(int i) {
    return (float) (first * Math.pow(last / first, i / (width / 2.0 - 1)));
  }
}

package io.millrace.flow.network;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Numbers as weights of two neighboring bins, for value heads that classify instead of regress.
 *
 * <pre>
 * weight_lo = (b_hi - x) / (b_hi - b_lo),  weight_hi = 1 - weight_lo;  beyond the ends, the end bin
 * loss = -sum_i target_i log softmax(logits)_i,   value = sum_i softmax(logits)_i b_i
 * </pre>
 *
 * <p>Source: Hafner et al., "Mastering Diverse Domains through World Models", 2023 (journal
 * version: exponential bins, targets in the space of returns, no symexp after the expectation).
 */
public final class TwoHot {
  private final double[] bins;

  /**
   * @param bins rising, at least 2
   */
  public TwoHot(double... bins) {
    if (bins.length < 2) {
      throw new IllegalArgumentException("expected two bins or more, bins=" + bins.length);
    }
    for (int i = 1; i < bins.length; i++) {
      if (!(bins[i] > bins[i - 1])) {
        throw new IllegalArgumentException(
            "expected rising bins, bin " + (i - 1) + "=" + bins[i - 1] + " next=" + bins[i]);
      }
    }
    this.bins = bins.clone();
  }

  /**
   * Bins at symexp of an even grid over [-limit, limit], the lower half the exact mirror of the
   * upper, 0 in the middle.
   *
   * @param count odd
   */
  public static TwoHot exponential(int count, double limit) {
    if (count < 3 || count % 2 == 0) {
      throw new IllegalArgumentException("expected an odd number of bins, count=" + count);
    }
    double[] bins = new double[count];
    int half = count / 2;
    for (int i = 1; i <= half; i++) {
      bins[half + i] = Symlog.inverse(limit * i / half);
      bins[half - i] = -bins[half + i];
    }
    return new TwoHot(bins);
  }

  /** Bins. */
  public int size() {
    return bins.length;
  }

  /** Where a bin stands. */
  public double bin(int i) {
    return bins[i];
  }

  /**
   * The weights of a number into {@code to[at .. at + size)}.
   *
   * @throws IllegalArgumentException where it is NaN
   */
  public void encode(double x, float[] to, int at) {
    if (Double.isNaN(x)) {
      throw new IllegalArgumentException("expected a number, x=" + x);
    }
    for (int i = 0; i < bins.length; i++) {
      to[at + i] = 0f;
    }
    int above = 0;
    while (above < bins.length && bins[above] <= x) {
      above++;
    }
    if (above == 0 || above == bins.length) {
      to[at + Math.max(above - 1, 0)] = 1f;
      return;
    }
    double low = (bins[above] - x) / (bins[above] - bins[above - 1]);
    to[at + above - 1] = (float) low;
    to[at + above] = (float) (1 - low);
  }

  /**
   * [rows][1]: cross-entropy of each row.
   *
   * @param logits [rows][size]
   * @param targets [rows][size], of {@link #encode}
   */
  public static Value crossEntropy(Tape tape, Value logits, Value targets) {
    return tape.affine(tape.sumColumns(tape.multiply(targets, tape.logSoftmax(logits))), -1, 0);
  }

  /** [rows][1]: the number that each row of logits stands for; 0 for equal logits. */
  public Value expectation(Tape tape, Value logits) {
    Value at = tape.input(1, bins.length);
    for (int i = 0; i < bins.length; i++) {
      at.data()[i] = (float) bins[i];
    }
    return tape.mirroredSum(tape.multiply(tape.softmax(logits), at));
  }
}

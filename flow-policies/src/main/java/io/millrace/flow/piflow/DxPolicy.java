package io.millrace.flow.piflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The policy of dynamic data estimates: the network says where the sample will end as seen from N
 * times of the segment, and in between is interpolated.
 *
 * <pre>
 * X_i  = start + (1 - sigma) out_i        i = 1 at the segment's end, N at its start sigma
 * data = linear interpolation of X at position fromEnd(tau) (N - 1), counted from the end
 * </pre>
 *
 * It does not look at x. Times are spaced evenly in raw noise level, so the segment's length and
 * shift are part of what the network learns: other segments at acting time break it. In the paper's
 * time (t = 1 - tau) X_i = x_s - s out_i; out changes its sign.
 *
 * <p>Source: "pi-Flow" (arXiv 2510.14974), DX policy. Golden case: {@code DxPolicyTest}.
 */
public final class DxPolicy implements SubstepPolicy {
  private final int points;
  private final int size;

  /**
   * @param points N, at least 2; 10 in pi-Flow
   * @param size dimensions of a sample
   */
  public DxPolicy(int points, int size) {
    if (points < 2 || size < 1) {
      throw new IllegalArgumentException(
          "expected points >= 2 and size >= 1, points=" + points + " size=" + size);
    }
    this.points = points;
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  /** N velocities of D numbers, the end's first. */
  @Override
  public int outputs() {
    return points * size;
  }

  @Override
  public void velocity(
      Segment segment,
      double tau,
      float[] output,
      float[] start,
      float[] x,
      int row,
      double[] out) {
    double rest = 1 - segment.start();
    double position = segment.fromEnd(tau) * (points - 1);
    int below = Math.min((int) position, points - 2);
    double share = position - below;
    for (int d = 0; d < size; d++) {
      int i = row * size + d;
      int at = row * outputs() + below * size + d;
      double data = start[i] + rest * ((1 - share) * output[at] + share * output[at + size]);
      out[d] = (data - x[i]) / (1 - tau);
    }
  }

  @Override
  public Value velocity(
      Tape tape, Segment[] segments, double[] tau, Value output, Value start, Value x) {
    Value data = start;
    for (int n = 0; n < points; n++) {
      Value weight = weight(tape, segments, tau, n);
      Value out = tape.columns(output, n * size, (n + 1) * size);
      data = tape.add(data, tape.multiply(weight, out));
    }
    Value inverse = RowWeights.column(tape, segments, tau, (s, t) -> 1 / (1 - t));
    return tape.multiply(inverse, tape.subtract(data, x));
  }

  /** [rows][1]: what a point counts at each row's time. */
  private Value weight(Tape tape, Segment[] segments, double[] tau, int point) {
    Value weight = tape.input(tau.length, 1);
    for (int row = 0; row < tau.length; row++) {
      double distance = Math.abs(segments[row].fromEnd(tau[row]) * (points - 1) - point);
      weight.data()[row] = (float) ((1 - segments[row].start()) * Math.max(0, 1 - distance));
    }
    return weight;
  }
}

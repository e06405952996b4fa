package io.millrace.flow.piflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * pi-ID: the policy imitates a teacher's velocity where the policy itself leads.
 *
 * <pre>
 * x       = the policy's own roll-out, `count` substeps into the segment; data, no gradient
 * window  = further substeps from x: x_{j+1} = x_j + (tau_{j+1} - tau_j) velocity(x_j, tau_j)
 * mean    = (x_{j+window} - x_j) / (tau_{j+window} - tau_j)
 * loss    = mean over rows of 0.5 | mean - teacher(x, tau) |^2
 * </pre>
 *
 * Minimized; gradient to the network's output through the window, never through the roll-out. The
 * teacher is asked at the window's start, as their code does; so a longer window smooths the
 * gradient at the price of a bias, as large as the velocity changes in half a window.
 *
 * <p>Use: {@link SegmentRollout#run(Segment[], int[], float[], float[], float[])} to x, ask the
 * teacher there, then {@link #loss}. It owns arrays for its rows, so that a steady-state update
 * allocates nothing; it belongs to one thread.
 *
 * <p>Source: "pi-Flow" (arXiv 2510.14974), algorithm 1; they multiply by 30 and use a window of 3
 * substeps of 128.
 */
public final class ImitationLoss {
  private final SegmentRollout rollout;
  private final int window;
  private final double[] tau;

  /**
   * @param rollout how the policy walks
   * @param window substeps, from 1 to those of the roll-out
   * @param rows rows of every batch
   */
  public ImitationLoss(SegmentRollout rollout, int window, int rows) {
    if (window < 1 || window > rollout.substeps()) {
      throw new IllegalArgumentException(
          "expected 1 <= window <= " + rollout.substeps() + ", window=" + window);
    }
    this.rollout = rollout;
    this.window = window;
    this.tau = new double[rows];
  }

  /** The largest count that leaves room for the window. */
  public int mostSubsteps() {
    return rollout.substeps() - window;
  }

  /**
   * 1 x 1, to be minimized.
   *
   * @param segments [rows]
   * @param count [rows], 0 to {@link #mostSubsteps()}
   * @param output [rows][outputs], of the network at start
   * @param start [rows][size]
   * @param x [rows][size], of the roll-out
   * @param teacher [rows][size], its velocity at x
   */
  public Value loss(
      Tape tape,
      Segment[] segments,
      int[] count,
      Value output,
      float[] start,
      float[] x,
      float[] teacher) {
    int rows = output.rows();
    int size = rollout.policy().size();
    Value from = tape.input(start, rows, size);
    Value begin = tape.input(x, rows, size);
    Value moved = null;
    for (int j = 0; j < window; j++) {
      Value length = length(tape, segments, count, j, j + 1);
      Value at = j == 0 ? begin : tape.add(begin, moved);
      Value velocity = rollout.policy().velocity(tape, segments, tau, output, from, at);
      Value step = tape.multiply(length, velocity);
      moved = j == 0 ? step : tape.add(moved, step);
    }
    Value mean = tape.divide(moved, length(tape, segments, count, 0, window));
    Value error = tape.subtract(mean, tape.input(teacher, rows, size));
    return tape.affine(tape.mean(tape.sumColumns(tape.square(error))), 0.5, 0);
  }

  /** [rows][1]: flow time between two substeps of the window; sets tau to the first. */
  private Value length(Tape tape, Segment[] segments, int[] count, int from, int to) {
    Value length = tape.input(tau.length, 1);
    for (int row = 0; row < tau.length; row++) {
      tau[row] = segments[row].tau(count[row] + from, rollout.substeps());
      double end = segments[row].tau(count[row] + to, rollout.substeps());
      length.data()[row] = (float) (end - tau[row]);
    }
    return length;
  }
}

package io.millrace.flow.piflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * A policy without a network: from what the network said once, at a segment's start, it gives the
 * velocity anywhere in the segment.
 *
 * <pre>
 * velocity(x, tau) = (data(x, tau) - x) / (1 - tau)
 * </pre>
 *
 * where data is its estimate of where x ends. The paper's time is t = 1 - tau, and its velocity u =
 * (x - data) / t = -velocity; its network output is a velocity too and changes its sign with it.
 * Policies own scratch space and belong to one thread.
 *
 * <p>Source: "pi-Flow: Policy-Based Few-Step Generation via Imitation Distillation" (arXiv
 * 2510.14974).
 */
public interface SubstepPolicy {
  /** Dimensions D of a sample. */
  int size();

  /** Columns that the network gives. */
  int outputs();

  /**
   * The velocity of one row, without a tape.
   *
   * @param tau from the segment's start to below 1
   * @param output [rows][outputs], what the network said
   * @param start [rows][size], where it was asked
   * @param x [rows][size]
   * @param out [size]
   */
  void velocity(
      Segment segment, double tau, float[] output, float[] start, float[] x, int row, double[] out);

  /**
   * [rows][size]: the velocity of each row, with gradient to output and x.
   *
   * @param segments [rows]
   * @param tau [rows]
   * @param output [rows][outputs]
   * @param start [rows][size]
   * @param x [rows][size]
   */
  Value velocity(Tape tape, Segment[] segments, double[] tau, Value output, Value start, Value x);
}

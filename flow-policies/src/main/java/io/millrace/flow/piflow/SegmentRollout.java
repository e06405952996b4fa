package io.millrace.flow.piflow;

/**
 * Walks samples through a segment in Euler substeps, without a network: x += (tau_{j+1} - tau_j)
 * velocity(x, tau_j), with substeps even in raw noise level. It allocates nothing and belongs to
 * one thread.
 */
public final class SegmentRollout {
  private final SubstepPolicy policy;
  private final int substeps;
  private final double[] velocity;

  /**
   * @param substeps of a segment; 128 in pi-Flow
   */
  public SegmentRollout(SubstepPolicy policy, int substeps) {
    if (substeps < 1) {
      throw new IllegalArgumentException("expected substeps >= 1, substeps=" + substeps);
    }
    this.policy = policy;
    this.substeps = substeps;
    this.velocity = new double[policy.size()];
  }

  /** Substeps of a segment. */
  public int substeps() {
    return substeps;
  }

  /** The policy that it follows. */
  public SubstepPolicy policy() {
    return policy;
  }

  /**
   * Walks rows to their segment's end.
   *
   * @param output [rows][outputs], what the network said at start
   * @param start [rows][size]
   * @param x [rows][size], receives the end; not the start's own array
   */
  public void run(Segment segment, float[] output, float[] start, float[] x) {
    for (int row = 0; row < start.length / policy.size(); row++) {
      walk(segment, substeps, output, start, x, row);
    }
  }

  /**
   * Walks each row as far as its own count says.
   *
   * @param segments [rows]
   * @param count [rows], 0 to substeps
   */
  public void run(Segment[] segments, int[] count, float[] output, float[] start, float[] x) {
    for (int row = 0; row < segments.length; row++) {
      walk(segments[row], count[row], output, start, x, row);
    }
  }

  private void walk(Segment segment, int count, float[] output, float[] start, float[] x, int row) {
    int size = policy.size();
    System.arraycopy(start, row * size, x, row * size, size);
    double tau = segment.tau(0, substeps);
    for (int j = 0; j < count; j++) {
      policy.velocity(segment, tau, output, start, x, row, velocity);
      double next = segment.tau(j + 1, substeps);
      for (int d = 0; d < size; d++) {
        x[row * size + d] += (float) ((next - tau) * velocity[d]);
      }
      tau = next;
    }
  }
}

package io.millrace.flow.piflow;

/**
 * A stretch of flow time that one network call answers for.
 *
 * <pre>
 * t   = shift raw / (1 + (shift - 1) raw)          raw and t are noise levels, from 1 to 0
 * tau = 1 - t
 * </pre>
 *
 * Segments and their substeps are even in raw noise level; a shift above 1 spends more of them on
 * noise. A policy trained with one shift and one set of segments is good for these alone.
 *
 * @param rawStart noise level at which the network is called, above rawEnd, at most 1
 * @param rawEnd noise level at which it ends, at least 0
 * @param shift 1 for none
 */
public record Segment(double rawStart, double rawEnd, double shift) {
  public Segment {
    if (!(rawStart > rawEnd && rawStart <= 1 && rawEnd >= 0)) {
      throw new IllegalArgumentException(
          "expected 0 <= rawEnd < rawStart <= 1, rawStart=" + rawStart + " rawEnd=" + rawEnd);
    }
    if (!(shift > 0 && shift < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite shift > 0, shift=" + shift);
    }
  }

  /**
   * The segments of a whole flow.
   *
   * @param evaluations network calls, at least 1
   * @param lastScale length of the last segment as a share of the others', in (0, 1]; 0.5 in
   *     pi-Flow
   */
  public static Segment[] chain(int evaluations, double lastScale, double shift) {
    if (!(evaluations >= 1 && lastScale > 0 && lastScale <= 1)) {
      throw new IllegalArgumentException(
          "expected evaluations >= 1 and 0 < lastScale <= 1, evaluations="
              + evaluations
              + " lastScale="
              + lastScale);
    }
    double length = 1 / (evaluations - 1 + lastScale);
    Segment[] chain = new Segment[evaluations];
    for (int k = 0; k < evaluations; k++) {
      double end = k == evaluations - 1 ? 0 : 1 - (k + 1) * length;
      chain[k] = new Segment(1 - k * length, end, shift);
    }
    return chain;
  }

  /** Flow time at which the network is called; sigma in what follows. */
  public double start() {
    return tau(rawStart);
  }

  /** Flow time at a substep's start. */
  public double tau(int substep, int substeps) {
    return tau(rawStart + (rawEnd - rawStart) * substep / substeps);
  }

  /** How far a flow time lies from the segment's end, from 0 to 1, in raw noise level. */
  public double fromEnd(double tau) {
    double t = 1 - tau;
    double raw = t / (shift - (shift - 1) * t);
    return Math.min(1, Math.max(0, (raw - rawEnd) / (rawStart - rawEnd)));
  }

  private double tau(double raw) {
    return 1 - shift * raw / (1 + (shift - 1) * raw);
  }
}

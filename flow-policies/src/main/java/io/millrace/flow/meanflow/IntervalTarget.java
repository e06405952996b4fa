package io.millrace.flow.meanflow;

/** What a network of intervals is to say, computed from what it says now; data, not on a tape. */
public interface IntervalTarget {
  /**
   * The targets.
   *
   * @return [rows][actionSize], overwritten by the next call
   */
  float[] of(IntervalBatch batch);
}

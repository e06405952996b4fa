package io.millrace.launcher.report;

import java.util.Arrays;

/**
 * Percentiles with linear interpolation between the two nearest ranks; null where there is no
 * value.
 */
public record Percentiles(Double p50, Double p95, Double p99) {

  /** Of these values, in any order; the array is left as it is. */
  public static Percentiles of(double[] values) {
    if (values.length == 0) {
      return new Percentiles(null, null, null);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
  }

  private static double at(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}

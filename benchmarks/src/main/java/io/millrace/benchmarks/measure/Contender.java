package io.millrace.benchmarks.measure;

/** One side of a comparison. */
public interface Contender {
  /** For reports. */
  String name();

  /** Repeats the operation for about this long; the median of the seconds that one takes. */
  double measure(double seconds, Clock clock);
}

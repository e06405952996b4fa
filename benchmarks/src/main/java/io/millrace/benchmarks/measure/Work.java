package io.millrace.benchmarks.measure;

/** An operation that can be repeated; one thread. */
@FunctionalInterface
public interface Work {
  /** Does it once. */
  void once();
}

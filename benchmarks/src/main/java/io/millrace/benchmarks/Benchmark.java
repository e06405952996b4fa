package io.millrace.benchmarks;

import java.util.List;

/**
 * One question about speed, answered with numbers beside those of a peer where there is one. Found
 * by {@link java.util.ServiceLoader}; not run by any test.
 */
public interface Benchmark {
  /** Kebab-case, unique; the ids of its results are this or begin with it. */
  String id();

  /** Benchmarks that are run together, such as {@code learner}. */
  String group();

  /** What it answers, for people. */
  String question();

  /** What it needs that this machine lacks, for people; null where it can run. */
  default String missing(BenchmarkContext context) {
    return null;
  }

  /** Measures. */
  List<BenchmarkResult> run(BenchmarkContext context);
}

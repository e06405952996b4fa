package io.millrace.env.builtin;

import io.millrace.flow.random.RandomSource;

/** Uniform draws from an interval. */
final class Uniform {

  private Uniform() {}

  static double between(RandomSource random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}

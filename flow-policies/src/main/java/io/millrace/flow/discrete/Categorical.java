package io.millrace.flow.discrete;

import io.millrace.flow.random.RandomSource;

/** Draws from finitely many probabilities. */
final class Categorical {
  private Categorical() {}

  /**
   * @param probabilities sum to 1 but for rounding
   */
  static int draw(double[] probabilities, RandomSource random) {
    double left = random.nextDouble();
    int last = 0;
    for (int x = 0; x < probabilities.length; x++) {
      if (probabilities[x] > 0) {
        last = x;
        if (left < probabilities[x]) {
          return x;
        }
        left -= probabilities[x];
      }
    }
    return last;
  }
}

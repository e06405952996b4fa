package io.millrace.env.traffic;

import java.util.function.IntToDoubleFunction;

/**
 * Chooses the green group of a signal by a rule. Where several groups are equally good, the first
 * is taken.
 */
@FunctionalInterface
public interface SignalController {

  /** Scores that differ by less are equal: thirds of vehicles must not break a tie by rounding. */
  double TIE = 1e-9;

  /** The group that is to be green next. */
  int choose(TrafficEngine traffic, Signal signal);

  /** The group with the largest score. */
  static int best(int groups, IntToDoubleFunction score) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < groups; g++) {
      double value = score.applyAsDouble(g);
      if (value > highest + TIE) {
        best = g;
        highest = value;
      }
    }
    return best;
  }
}

package io.millrace.launcher.progress;

import java.util.List;

/**
 * Where a run is.
 *
 * @param update updates so far
 * @param updates updates until it stops; 0 where no number is set
 * @param returns mean return of each update so far
 * @param success share of successes of the latest update; null where unknown
 * @param staleness mean versions between acting and learning in the latest update
 * @param trajectoriesPerSecond rate of publication over the last seconds
 * @param elapsedSeconds since the command began
 * @param secondsLeft null where unknown
 */
public record RunStatus(
    long update,
    long updates,
    List<Double> returns,
    Double success,
    double staleness,
    double trajectoriesPerSecond,
    double elapsedSeconds,
    Double secondsLeft) {

  /** Mean return of the latest update; NaN before the first. */
  public double latestReturn() {
    return returns.isEmpty() ? Double.NaN : returns.get(returns.size() - 1);
  }
}

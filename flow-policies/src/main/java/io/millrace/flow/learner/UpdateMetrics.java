package io.millrace.flow.learner;

import java.util.Map;

/**
 * What one update measured.
 *
 * @param update updates so far, from 1
 * @param version the version after it
 * @param trajectories used in it
 * @param envSteps environment steps used so far
 * @param meanReturn mean over its trajectories of their summed reward
 * @param success share of successes; null where the environment cannot tell
 * @param staleness versions between acting and learning, to trajectories
 * @param values loss, ratio, gradient norm and what else the objective measured
 */
public record UpdateMetrics(
    long update,
    long version,
    int trajectories,
    long envSteps,
    double meanReturn,
    Double success,
    Map<Long, Long> staleness,
    Map<String, Double> values) {

  UpdateMetrics at(long newUpdate, long newVersion) {
    return new UpdateMetrics(
        newUpdate, newVersion, trajectories, envSteps, meanReturn, success, staleness, values);
  }
}

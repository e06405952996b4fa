package io.millrace.rollout;

import java.util.Map;

/**
 * What fresh episodes showed.
 *
 * @param standardError of the mean return; 0 for one episode
 * @param success share of successful episodes; null where the environment cannot tell
 * @param extra figures of the environment's own, by name
 */
public record EvaluationResult(
    int episodes,
    double meanReturn,
    double standardError,
    Double success,
    Map<String, Double> extra) {}

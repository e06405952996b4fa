package io.millrace.gateway;

import io.millrace.rollout.EvaluationResult;

/**
 * Episodes that clients have played to judge the policy: without exploration, and never learned
 * from. At any moment {@code started = finished + abandoned + running}.
 *
 * @param steps environment steps that were taken in those that finished
 * @param version the newest that has been judged; 0 before the first
 * @param result of that version's episodes; null before the first
 */
public record EvaluationStats(
    long started,
    long finished,
    long abandoned,
    long running,
    long steps,
    long version,
    EvaluationResult result) {}

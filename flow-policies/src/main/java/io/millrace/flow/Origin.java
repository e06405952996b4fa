package io.millrace.flow;

/**
 * Where an episode stands in the trajectories log, and when it began and arrived.
 *
 * @param publishedAtMs the log's own time stamp
 * @param startedAtMs event time of the first action
 */
public record Origin(int partition, long offset, long publishedAtMs, long startedAtMs) {}

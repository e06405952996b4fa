package io.millrace.gateway;

/**
 * An episode that reached its end.
 *
 * @param version that played it, exploring
 * @param success null where the client did not tell
 */
public record EpisodeSummary(long version, int steps, double episodeReturn, Boolean success) {}

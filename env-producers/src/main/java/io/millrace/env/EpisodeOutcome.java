package io.millrace.env;

import java.util.Map;

/**
 * How one episode went.
 *
 * @param episodeReturn sum of its rewards; of several agents, the mean of their sums
 * @param steps its length
 * @param success null where the environment cannot tell
 * @param attributes {@link Environment#attributes()} at its end
 */
public record EpisodeOutcome(
    double episodeReturn, int steps, Boolean success, Map<String, String> attributes) {}

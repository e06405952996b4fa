package io.millrace.rollout;

import java.time.Duration;

/**
 * What a worker has done so far.
 *
 * @param groups complete groups handed to the sink, one for each agent of a play
 * @param abandonedGroups groups that ended with a marker instead
 * @param trajectories members of the complete groups
 * @param steps environment steps of those members
 * @param waiting time without permission to start a group
 * @param version version it acts with; 0 before the first
 */
public record RolloutProgress(
    long groups,
    long abandonedGroups,
    long trajectories,
    long steps,
    Duration waiting,
    long version) {}

package io.millrace.job.record;

/**
 * A reward that came after its trajectory had gone on to its group.
 *
 * @param eventId id of the reward event; names the correction that it causes
 * @param trajectoryId the trajectory that it belongs to
 * @param memberIndex the trajectory's place in its group
 * @param step the step that earned it, 0 .. T - 1
 * @param value what it adds to that step's reward
 * @param source the event's own bytes and where they stood
 */
public record LateReward(
    String eventId,
    String trajectoryId,
    int memberIndex,
    int step,
    double value,
    RawRecord source) {}

package io.millrace.job.record;

/**
 * A reward event that passed the border.
 *
 * @param eventId unique for ever
 * @param trajectoryId the trajectory that it belongs to
 * @param step the step that earned it; null for the last one
 * @param value what it adds to that step's reward
 * @param source the event's own bytes and where they stood
 */
public record RewardArrival(
    String eventId, String trajectoryId, Integer step, double value, RawRecord source) {}

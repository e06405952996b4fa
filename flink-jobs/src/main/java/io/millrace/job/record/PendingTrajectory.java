package io.millrace.job.record;

/**
 * A trajectory that is held back until its rewards come.
 *
 * @param event what goes on to its group then
 * @param deadlineMs event time at which it is given up
 */
public record PendingTrajectory(GroupEvent event, long deadlineMs) {}

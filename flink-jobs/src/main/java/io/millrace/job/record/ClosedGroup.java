package io.millrace.job.record;

import java.util.List;

/**
 * The marker that a closed group leaves: without it, a duplicate that arrives afterwards would open
 * a ghost of the group.
 *
 * @param slots the members that had come when it closed
 */
public record ClosedGroup(List<MemberSlot> slots) {}

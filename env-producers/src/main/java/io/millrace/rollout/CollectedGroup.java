package io.millrace.rollout;

import io.millrace.schema.Trajectory;
import java.util.List;

/**
 * A group in which every member reached its end.
 *
 * @param members in member order
 * @param steps environment steps of all members
 */
record CollectedGroup(List<Trajectory> members, long steps) {}

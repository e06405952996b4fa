package io.millrace.rollout;

import io.millrace.schema.Trajectory;
import java.util.List;

/**
 * A play in which every member reached its end: a group for each agent.
 *
 * @param members group after group, each in member order
 * @param steps environment steps of all members
 */
record CollectedGroup(List<Trajectory> members, long steps) {}

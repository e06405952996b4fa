package io.millrace.rollout;

import io.millrace.recipe.Recipe;
import java.time.Duration;
import java.util.Objects;

/**
 * What a rollout worker has to know beside the environment.
 *
 * @param policyId the policy it acts with
 * @param epoch the life of that policy
 * @param workerId begins every group id; ids are unique for ever, so a process that starts again
 *     needs another one
 * @param runSeed what, with the worker id and the number of a group, all its randomness follows
 *     from
 * @param groupSize members of a group: environments that are played together
 * @param staleness versions a group may lag behind the learner
 * @param groupsPerUpdate groups that one update consumes
 * @param workers workers that share the task
 * @param patience how long to wait for a new version before one more group is sent
 */
public record RolloutSettings(
    String policyId,
    long epoch,
    String workerId,
    long runSeed,
    int groupSize,
    long staleness,
    int groupsPerUpdate,
    int workers,
    Duration patience) {

  public RolloutSettings {
    Objects.requireNonNull(policyId, "policyId");
    Objects.requireNonNull(workerId, "workerId");
    if (groupSize < 1) {
      throw new IllegalArgumentException("expected at least one member, groupSize=" + groupSize);
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("expected a positive patience, patience=" + patience);
    }
  }

  /** What a recipe says of its workers. */
  public static RolloutSettings of(Recipe recipe, String workerId, long runSeed) {
    return new RolloutSettings(
        recipe.policy().id(),
        recipe.policy().epoch(),
        workerId,
        runSeed,
        recipe.rollout().groupSize(),
        recipe.learner().staleness(),
        recipe.learner().batch(),
        recipe.rollout().workers(),
        recipe.rollout().patience());
  }
}

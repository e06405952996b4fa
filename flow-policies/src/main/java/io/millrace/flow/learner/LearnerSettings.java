package io.millrace.flow.learner;

/**
 * How a learner learns, beside its objective and optimizer.
 *
 * @param groupsPerUpdate groups that make one batch, at least 1
 * @param passes times that an update goes over its batch, at least 1
 * @param minibatchRows flow transitions a step; 0 for the whole batch
 * @param maxStaleness a group whose policy is more versions behind than this is not used
 * @param stopAfterUpdates updates after which the learner is finished; 0 for never
 * @param publishEvery updates from one version to the next, at least 1
 * @param rememberedIds how many record ids are kept to recognize a record that comes again
 * @param maxGradientNorm longer gradients are scaled to it; 0 for no limit
 * @param seed of the order of minibatches
 * @param likelihoodTolerance how far the log-likelihoods that the first experience brings may be
 *     from the learner's own for the same weights
 */
public record LearnerSettings(
    String policyId,
    long epoch,
    String recipeHash,
    int groupsPerUpdate,
    int passes,
    int minibatchRows,
    long maxStaleness,
    long stopAfterUpdates,
    int publishEvery,
    int rememberedIds,
    double maxGradientNorm,
    long seed,
    double likelihoodTolerance) {
  public LearnerSettings {
    require(groupsPerUpdate >= 1, "groupsPerUpdate >= 1", groupsPerUpdate);
    require(passes >= 1, "passes >= 1", passes);
    require(minibatchRows >= 0, "minibatchRows >= 0", minibatchRows);
    require(maxStaleness >= 0, "maxStaleness >= 0", maxStaleness);
    require(stopAfterUpdates >= 0, "stopAfterUpdates >= 0", stopAfterUpdates);
    require(publishEvery >= 1, "publishEvery >= 1", publishEvery);
    require(rememberedIds >= 1, "rememberedIds >= 1", rememberedIds);
    require(maxGradientNorm >= 0, "maxGradientNorm >= 0", maxGradientNorm);
    require(likelihoodTolerance >= 0, "likelihoodTolerance >= 0", likelihoodTolerance);
  }

  private static void require(boolean condition, String expected, Object got) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + ", got " + got);
    }
  }
}

package io.millrace.job.border;

import java.io.Serializable;

/**
 * What a policy makes of a trajectory's tensors.
 *
 * @param policyId the policy
 * @param epoch its life
 * @param observationSize O
 * @param actionSize A
 * @param flowSteps K: a latent path has K + 1 points and K - 1 transitions with a density
 * @param needsLatentPath whether the recipe's objective reads log-probabilities and latent path
 */
public record PolicyShape(
    String policyId,
    long epoch,
    int observationSize,
    int actionSize,
    int flowSteps,
    boolean needsLatentPath)
    implements Serializable {}

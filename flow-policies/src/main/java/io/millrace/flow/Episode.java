package io.millrace.flow;

/**
 * One episode of T steps as the mathematics sees it. Arrays are row-major and shared, not copied;
 * nobody changes them.
 *
 * @param id unique for ever
 * @param policyVersion the version that acted
 * @param steps T, at least 1
 * @param observations [T+1][observationSize]
 * @param actions [T][actionSize], as the environment received them
 * @param rewards [T], after the reward stage
 * @param logProbs [T][K-1][actionSize], per-dimension log-density of each stochastic flow
 *     transition; null where the policy that acted has none
 * @param latentPath [T][K+1][actionSize], the chain from noise to normalized action; null likewise
 * @param terminated the task ended
 * @param truncated a limit stopped it
 * @param success null where the environment cannot tell
 */
public record Episode(
    String id,
    int memberIndex,
    long policyVersion,
    int steps,
    int observationSize,
    int actionSize,
    float[] observations,
    float[] actions,
    float[] rewards,
    float[] logProbs,
    float[] latentPath,
    boolean terminated,
    boolean truncated,
    Boolean success,
    Origin origin) {

  /** The sum of the rewards, in float64. */
  public double totalReward() {
    double sum = 0;
    for (float reward : rewards) {
      sum += reward;
    }
    return sum;
  }
}

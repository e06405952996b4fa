package io.millrace.flow;

/**
 * What the policy that acted wrote down of each of T decisions, as far as its objective needs it;
 * null where it wrote nothing.
 *
 * @param logProbs [T][S][actionSize], per-dimension log-density of each draw that has one
 * @param latentPath [T][K+1][actionSize], from noise to normalized action; [T][2 K][actionSize] of
 *     a discrete flow, where it was and what it drew in each step
 * @param steps [T][S], which flow step each draw belongs to, -1 for the start; null where these are
 *     the first S steps
 * @param means [T][S][actionSize], the mean of each draw
 * @param values [T+1][U], the value of each observation
 * @param matchingPairs [T][N][actionSize + 2], noise, flow time and squared flow-matching error
 *     summed over dimensions
 */
public record DecisionTrace(
    float[] logProbs,
    float[] latentPath,
    int[] steps,
    float[] means,
    float[] values,
    float[] matchingPairs) {
  /** Nothing was written. */
  public static final DecisionTrace NONE = new DecisionTrace(null, null, null, null, null, null);

  /** Likelihoods of the first S flow steps and the path alone. */
  public static DecisionTrace of(float[] logProbs, float[] latentPath) {
    return new DecisionTrace(logProbs, latentPath, null, null, null, null);
  }
}

package io.millrace.flow;

/**
 * One episode of T steps as the mathematics sees it. Arrays are row-major and shared, not copied;
 * nobody changes them.
 *
 * @param id unique for ever
 * @param policyVersion the version that acted
 * @param steps T, decisions, at least 1
 * @param envSteps steps that the environment took for them; more than T where decisions are chunks
 * @param observations [T+1][observationSize]
 * @param actions [T][actionSize], as the environment received them
 * @param rewards [T], after the reward stage; [envSteps] where each action of a chunk has credit of
 *     its own
 * @param trace what the policy that acted wrote down
 * @param terminated the task ended
 * @param truncated a limit stopped it
 * @param success null where the environment cannot tell
 */
public record Episode(
    String id,
    int memberIndex,
    long policyVersion,
    int steps,
    int envSteps,
    int observationSize,
    int actionSize,
    float[] observations,
    float[] actions,
    float[] rewards,
    DecisionTrace trace,
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

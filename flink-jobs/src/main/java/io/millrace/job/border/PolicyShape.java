package io.millrace.job.border;

import io.millrace.flow.discrete.Choices;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import java.io.Serializable;
import java.util.List;

/**
 * What a policy makes of a trajectory's tensors.
 *
 * @param policyId the policy
 * @param epoch its life
 * @param observationSize O
 * @param actionSize A, of a decision
 * @param chunk environment actions in a decision
 * @param pathPoints points of a latent path
 * @param draws S, draws of a decision that have a density
 * @param firstStep lowest flow step that a draw may belong to; -1 where the start is drawn
 * @param endStep above the highest one
 * @param namesSteps whether a trajectory must say which flow steps its draws belong to
 * @param means whether it must tell the draws' means
 * @param values whether it must tell the observations' values
 * @param actionRewards whether it must tell what each action of a chunk brought
 * @param matchingPairs N, pairs of a decision that it must tell
 * @param choices what a policy that draws choices can draw; null for others
 * @param highestLogProbs the highest log-density of a draw at each flow step from firstStep on;
 *     empty where any will do
 * @param agents of how many agents, each with networks of its own, an observation begins with a
 *     number; 1 where it does not begin with one
 */
public record PolicyShape(
    String policyId,
    long epoch,
    int observationSize,
    int actionSize,
    int chunk,
    int pathPoints,
    int draws,
    int firstStep,
    int endStep,
    boolean namesSteps,
    boolean means,
    boolean values,
    boolean actionRewards,
    int matchingPairs,
    Choices choices,
    List<Double> highestLogProbs,
    int agents)
    implements Serializable {

  /** What a policy with this spec makes. */
  public static PolicyShape of(String policyId, long epoch, FlowPolicySpec spec) {
    boolean start = spec.sampler().learnsStart();
    return new PolicyShape(
        policyId,
        epoch,
        spec.observationSize(),
        spec.actionSize(),
        spec.chunk(),
        spec.pathPoints(),
        spec.likelihoods(),
        start ? -1 : 0,
        start ? 0 : spec.stochasticTransitions(),
        start || spec.exploration().window() > 0,
        spec.recording().means(),
        spec.has(PartSpec.VALUE),
        spec.recording().actionRewards(),
        spec.recording().matchingPairs(),
        spec.choices(),
        LikelihoodCheck.highest(spec),
        spec.agents());
  }

  /** U: parts of a decision that have credit of their own. */
  public int creditUnits() {
    return actionRewards ? chunk : 1;
  }

  /** Whether what is learned belongs to draws of the path, so that it must be there. */
  public boolean needsDraws() {
    return draws > 0;
  }

  /** The point of a path of choices that draw s is: the last of those that belong to it. */
  int drawPoint(int s) {
    return (s + 1) * (pathPoints / draws) - 1;
  }

  /** Whether what is learned needs the way from noise to action, or its end. */
  public boolean needsPath() {
    return needsDraws() || matchingPairs > 0;
  }
}

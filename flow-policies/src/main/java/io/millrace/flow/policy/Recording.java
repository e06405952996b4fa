package io.millrace.flow.policy;

/**
 * What an acting policy writes down beside its path and likelihoods, for objectives that need it.
 *
 * @param means the mean of each stochastic step
 * @param matchingPairs pairs of noise and flow time for which it tells its own flow-matching loss
 *     of the action; 0 for none
 * @param actionRewards what each action of a chunk brought, so that each can have credit of its own
 */
public record Recording(boolean means, int matchingPairs, boolean actionRewards) {
  /** Nothing more. */
  public static final Recording NONE = new Recording(false, 0, false);

  public Recording {
    if (matchingPairs < 0) {
      throw new IllegalArgumentException("expected matchingPairs >= 0, got " + matchingPairs);
    }
  }

  /** Of decisions that have one reward. */
  public Recording(boolean means, int matchingPairs) {
    this(means, matchingPairs, false);
  }

  /** The same, and what each action of a chunk brought. */
  public Recording withActionRewards() {
    return new Recording(means, matchingPairs, true);
  }
}

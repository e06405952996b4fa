package io.millrace.flow.policy;

/**
 * What an acting policy writes down beside its path and likelihoods, for objectives that need it.
 *
 * @param means the mean of each stochastic step
 * @param matchingPairs pairs of noise and flow time for which it tells its own flow-matching loss
 *     of the action; 0 for none
 */
public record Recording(boolean means, int matchingPairs) {
  /** Nothing more. */
  public static final Recording NONE = new Recording(false, 0);

  public Recording {
    if (matchingPairs < 0) {
      throw new IllegalArgumentException("expected matchingPairs >= 0, got " + matchingPairs);
    }
  }
}

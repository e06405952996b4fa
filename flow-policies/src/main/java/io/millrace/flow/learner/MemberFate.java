package io.millrace.flow.learner;

import io.millrace.flow.Episode;

/**
 * What the learner did with a trajectory.
 *
 * @param usedInVersion USED: the first version that learned from it; 0 otherwise
 */
public record MemberFate(String groupId, Episode episode, Kind kind, long usedInVersion) {
  /** The ends that a trajectory can meet here. */
  public enum Kind {
    /** It took part in an update. */
    USED,
    /** The policy that acted is too many versions behind, or from another life. */
    STALE,
    /** It came in a record that the learner had used before. */
    DUPLICATE,
    /** It does not hold what the objective needs. */
    REJECTED
  }
}

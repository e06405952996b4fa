package io.millrace.rollout;

/** How records tell the agents of one play apart. */
final class AgentIds {

  /** The attribute of a trajectory that names its agent, where there are several. */
  static final String ATTRIBUTE = "agent";

  private AgentIds() {}

  /** The id of what one agent did of this play; the play's own where nobody else acted. */
  static String of(String playId, int agent, int agents) {
    return agents == 1 ? playId : playId + "-a" + agent;
  }
}

package io.millrace.env;

/**
 * What is known of an environment before its first step.
 *
 * <p>With {@code n} agents the environment is {@code n} times as wide: what it reads and writes is
 * one row after the other, {@code [agents][observationSize]} and {@code [agents][actionSize]}, and
 * every agent is paid its own reward. All agents are of one kind, act at every step, and begin and
 * end together.
 *
 * @param id kebab-case id, the same string in recipes, records and documents
 * @param observationSpace bounds of every observation of one agent, final ones included
 * @param actionSpace what {@link Environment#step} accepts of one agent; an environment may clip
 *     into a box
 * @param maxEpisodeSteps where {@link TimeLimit} cuts an episode; 0 for no limit
 * @param successKnown whether {@link Environment#success()} ever answers
 * @param agents how many act at every step, at least 1
 * @param deterministic whether the seed changes nothing: every episode begins alike, and the same
 *     actions bring the same
 */
public record EnvironmentSpec(
    String id,
    ActionSpace.Box observationSpace,
    ActionSpace actionSpace,
    int maxEpisodeSteps,
    boolean successKnown,
    int agents,
    boolean deterministic) {

  public EnvironmentSpec {
    if (maxEpisodeSteps < 0) {
      throw new IllegalArgumentException(
          "expected a limit of at least 0 steps, maxEpisodeSteps=" + maxEpisodeSteps);
    }
    if (agents < 1) {
      throw new IllegalArgumentException("expected at least one agent, agents=" + agents);
    }
  }

  /** Of several agents, in a world that a seed decides. */
  public EnvironmentSpec(
      String id,
      ActionSpace.Box observationSpace,
      ActionSpace actionSpace,
      int maxEpisodeSteps,
      boolean successKnown,
      int agents) {
    this(id, observationSpace, actionSpace, maxEpisodeSteps, successKnown, agents, false);
  }

  /** Of one agent, in a world that a seed decides. */
  public EnvironmentSpec(
      String id,
      ActionSpace.Box observationSpace,
      ActionSpace actionSpace,
      int maxEpisodeSteps,
      boolean successKnown) {
    this(id, observationSpace, actionSpace, maxEpisodeSteps, successKnown, 1);
  }

  /** Length of one agent's observation. */
  public int observationSize() {
    return observationSpace.size();
  }

  /** Length of one agent's action. */
  public int actionSize() {
    return actionSpace.size();
  }

  /** Length of the observations of all agents, as an environment writes them. */
  public int jointObservationSize() {
    return agents * observationSize();
  }

  /** Length of the actions of all agents, as an environment takes them. */
  public int jointActionSize() {
    return agents * actionSize();
  }

  /** The same environment for so many agents. */
  public EnvironmentSpec withAgents(int count) {
    return new EnvironmentSpec(
        id, observationSpace, actionSpace, maxEpisodeSteps, successKnown, count, deterministic);
  }

  /** The same environment, in which a seed changes nothing. */
  public EnvironmentSpec asDeterministic() {
    return new EnvironmentSpec(
        id, observationSpace, actionSpace, maxEpisodeSteps, successKnown, agents, true);
  }

  /** The same as policies act in it: with scores in place of the choices beside a box. */
  public EnvironmentSpec forPolicies() {
    return actionSpace instanceof ActionSpace.Mixed mixed
        ? withActionSpace(new ScoredActions(mixed).box())
        : this;
  }

  /** The same environment, of which this is observed. */
  public EnvironmentSpec withObservationSpace(ActionSpace.Box observations) {
    return new EnvironmentSpec(
        id, observations, actionSpace, maxEpisodeSteps, successKnown, agents, deterministic);
  }

  /** The same environment behind another action space. */
  public EnvironmentSpec withActionSpace(ActionSpace actions) {
    return new EnvironmentSpec(
        id, observationSpace, actions, maxEpisodeSteps, successKnown, agents, deterministic);
  }
}

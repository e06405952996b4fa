package io.millrace.env;

/**
 * What is known of an environment before its first step.
 *
 * @param id kebab-case id, the same string in recipes, records and documents
 * @param observationSpace bounds of every observation, final ones included
 * @param actionSpace what {@link Environment#step} accepts; an environment may clip into a box
 * @param maxEpisodeSteps where {@link TimeLimit} cuts an episode; 0 for no limit
 * @param successKnown whether {@link Environment#success()} ever answers
 */
public record EnvironmentSpec(
    String id,
    ActionSpace.Box observationSpace,
    ActionSpace actionSpace,
    int maxEpisodeSteps,
    boolean successKnown) {

  public EnvironmentSpec {
    if (maxEpisodeSteps < 0) {
      throw new IllegalArgumentException(
          "expected a limit of at least 0 steps, maxEpisodeSteps=" + maxEpisodeSteps);
    }
  }

  /** Length of an observation. */
  public int observationSize() {
    return observationSpace.size();
  }

  /** Length of an action. */
  public int actionSize() {
    return actionSpace.size();
  }

  /** The same environment behind another action space. */
  public EnvironmentSpec withActionSpace(ActionSpace actions) {
    return new EnvironmentSpec(id, observationSpace, actions, maxEpisodeSteps, successKnown);
  }
}

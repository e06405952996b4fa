package io.millrace.recipe;

import io.millrace.flow.discrete.Choices;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a policy must know of an environment.
 *
 * @param observationSize numbers of an observation, O; 0 where nothing is seen
 * @param actionSize numbers of an action, A
 * @param actionCenter [A], what a flow sample of 0 means
 * @param actionScale [A], how much an action changes when the flow sample changes by 1
 * @param choices what each action number can be; null where they are real-valued
 * @param scored choices that the environment makes by real-valued scores, which are the last action
 *     numbers; null where there are none
 * @param agents how many agents' numbers an observation may begin with; 1 where it does not begin
 *     with one
 */
public record EnvironmentShape(
    int observationSize,
    int actionSize,
    float[] actionCenter,
    float[] actionScale,
    Choices choices,
    Choices scored,
    int agents) {
  public EnvironmentShape {
    if (observationSize < 0 || actionSize < 1) {
      throw new IllegalArgumentException(
          "expected observationSize >= 0 and actionSize >= 1, observationSize=%d actionSize=%d"
              .formatted(observationSize, actionSize));
    }
    if (actionCenter.length != actionSize || actionScale.length != actionSize) {
      throw new IllegalArgumentException(
          "expected one center and one scale for each action number, "
              + "actionSize=%d actionCenter.length=%d actionScale.length=%d"
                  .formatted(actionSize, actionCenter.length, actionScale.length));
    }
    if (choices != null && scored != null) {
      throw new IllegalArgumentException(
          "expected tokens or scores, choices=%s scored=%s".formatted(choices, scored));
    }
    if (choices != null
        && (choices.positions() != actionSize || choices.maskSize() > observationSize)) {
      throw new IllegalArgumentException(
          "expected choices for each action number, with their mask in the observation, choices=%s"
                  .formatted(choices)
              + " observationSize=%d actionSize=%d".formatted(observationSize, actionSize));
    }
    actionCenter = actionCenter.clone();
    actionScale = actionScale.clone();
  }

  /** Of an environment with real-valued actions. */
  public EnvironmentShape(
      int observationSize, int actionSize, float[] actionCenter, float[] actionScale) {
    this(observationSize, actionSize, actionCenter, actionScale, null, null, 1);
  }

  /** The same, where these choices are made by the last action numbers. */
  public EnvironmentShape withScored(Choices by) {
    return new EnvironmentShape(
        observationSize, actionSize, actionCenter, actionScale, choices, by, agents);
  }

  /** The same, where observations begin with the number of one of so many agents. */
  public EnvironmentShape withAgentNumbers(int count) {
    return new EnvironmentShape(
        observationSize + 1, actionSize, actionCenter, actionScale, choices, scored, count);
  }

  /** Of an environment whose action is one choice. */
  public static EnvironmentShape ofChoices(int observationSize, int choices) {
    return of(observationSize, Choices.uniform(1, choices));
  }

  /** Of an environment whose action is several choices, or choices under a mask. */
  public static EnvironmentShape of(int observationSize, Choices choices) {
    float[] unit = new float[choices.positions()];
    Arrays.fill(unit, 1f);
    return new EnvironmentShape(
        observationSize,
        choices.positions(),
        new float[choices.positions()],
        unit,
        choices,
        null,
        1);
  }

  @Override
  public float[] actionCenter() {
    return actionCenter.clone();
  }

  @Override
  public float[] actionScale() {
    return actionScale.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnvironmentShape that
        && observationSize == that.observationSize
        && actionSize == that.actionSize
        && agents == that.agents
        && Objects.equals(choices, that.choices)
        && Objects.equals(scored, that.scored)
        && Arrays.equals(actionCenter, that.actionCenter)
        && Arrays.equals(actionScale, that.actionScale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(actionCenter) + Arrays.hashCode(actionScale);
  }

  @Override
  public String toString() {
    return ("EnvironmentShape[observationSize=%d, actionSize=%d, actionCenter=%s, actionScale=%s,"
            + " choices=%s, scored=%s, agents=%d]")
        .formatted(
            observationSize,
            actionSize,
            Arrays.toString(actionCenter),
            Arrays.toString(actionScale),
            choices,
            scored,
            agents);
  }
}

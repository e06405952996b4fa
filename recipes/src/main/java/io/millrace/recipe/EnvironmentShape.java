package io.millrace.recipe;

import java.util.Arrays;

/**
 * What a policy must know of an environment.
 *
 * @param observationSize numbers of an observation, O; 0 where nothing is seen
 * @param actionSize numbers of an action, A
 * @param actionCenter [A], what a flow sample of 0 means
 * @param actionScale [A], how much an action changes when the flow sample changes by 1
 * @param choices each action number is one of 0 to choices - 1; 0 where it is real-valued
 */
public record EnvironmentShape(
    int observationSize, int actionSize, float[] actionCenter, float[] actionScale, int choices) {
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
    if (choices < 0) {
      throw new IllegalArgumentException("expected choices >= 0, choices=" + choices);
    }
    actionCenter = actionCenter.clone();
    actionScale = actionScale.clone();
  }

  /** Of an environment with real-valued actions. */
  public EnvironmentShape(
      int observationSize, int actionSize, float[] actionCenter, float[] actionScale) {
    this(observationSize, actionSize, actionCenter, actionScale, 0);
  }

  /** Of an environment whose action is one choice. */
  public static EnvironmentShape ofChoices(int observationSize, int choices) {
    return new EnvironmentShape(observationSize, 1, new float[] {0}, new float[] {1}, choices);
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
        && choices == that.choices
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
            + " choices=%d]")
        .formatted(
            observationSize,
            actionSize,
            Arrays.toString(actionCenter),
            Arrays.toString(actionScale),
            choices);
  }
}

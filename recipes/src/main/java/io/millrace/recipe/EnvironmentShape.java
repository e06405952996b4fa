package io.millrace.recipe;

import java.util.Arrays;

/**
 * What a policy must know of an environment.
 *
 * @param observationSize numbers of an observation, O; 0 where nothing is seen
 * @param actionSize numbers of an action, A
 * @param actionCenter [A], what a flow sample of 0 means
 * @param actionScale [A], how much an action changes when the flow sample changes by 1
 */
public record EnvironmentShape(
    int observationSize, int actionSize, float[] actionCenter, float[] actionScale) {
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
    actionCenter = actionCenter.clone();
    actionScale = actionScale.clone();
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
        && Arrays.equals(actionCenter, that.actionCenter)
        && Arrays.equals(actionScale, that.actionScale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(actionCenter) + Arrays.hashCode(actionScale);
  }

  @Override
  public String toString() {
    return "EnvironmentShape[observationSize=%d, actionSize=%d, actionCenter=%s, actionScale=%s]"
        .formatted(
            observationSize,
            actionSize,
            Arrays.toString(actionCenter),
            Arrays.toString(actionScale));
  }
}

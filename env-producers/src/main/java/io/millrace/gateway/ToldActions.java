package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.ScoredActions;

/** A policy's numbers as the actions that clients are told; records keep the numbers themselves. */
final class ToldActions {

  private final EnvironmentSpec environment;
  private final ScoredActions scores; // null where the policy's numbers are the action
  private final float[] action;

  ToldActions(EnvironmentSpec environment) {
    this.environment = environment;
    this.scores =
        environment.actionSpace() instanceof ActionSpace.Mixed mixed
            ? new ScoredActions(mixed)
            : null;
    this.action = new float[environment.actionSize()];
  }

  /**
   * A row's action.
   *
   * @param drawn by the policy, row after row
   * @param observations that it was drawn upon, row after row
   */
  JsonNode of(float[] drawn, float[] observations, int row) {
    if (scores == null) {
      return Replies.action(environment.actionSpace(), drawn, row);
    }
    int end = (row + 1) * environment.observationSize();
    scores.decode(drawn, row * scores.box().size(), observations, end, action, 0);
    return Replies.action(environment.actionSpace(), action, 0);
  }
}

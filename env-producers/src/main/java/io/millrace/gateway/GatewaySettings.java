package io.millrace.gateway;

import io.millrace.env.EnvironmentSpec;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.RolloutSettings;
import java.util.Objects;

/**
 * What a gateway serves.
 *
 * @param rollout policy, groups and quota; its worker id begins every group id
 * @param environment what clients must have
 * @param membersTogether whether members of a group share noise, so that one session plays them all
 * @param limits what it bears
 * @param token what clients must say; null for nothing
 */
public record GatewaySettings(
    RolloutSettings rollout,
    EnvironmentSpec environment,
    boolean membersTogether,
    GatewayLimits limits,
    String token) {

  public GatewaySettings {
    Objects.requireNonNull(rollout, "rollout");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * What a recipe asks of a gateway that is its only worker.
   *
   * @throws IllegalArgumentException if the recipe asks for what needs the environment in process
   */
  public static GatewaySettings of(
      Recipe recipe,
      EnvironmentSpec environment,
      String gatewayId,
      long runSeed,
      GatewayLimits limits,
      String token) {
    if (recipe.policy().chunk() > 1) {
      throw new IllegalArgumentException(
          "policy.chunk: a gateway hands out one action at a time, expected 1, got "
              + recipe.policy().chunk());
    }
    var exploration = recipe.rollout().exploration();
    if (exploration.noiseSearch().isPresent()) {
      throw new IllegalArgumentException(
          "rollout.exploration.noiseSearch: it tries start noises in the environment, which a gateway cannot");
    }
    RolloutSettings of = RolloutSettings.of(recipe, gatewayId, runSeed);
    RolloutSettings alone =
        new RolloutSettings(
            of.policyId(),
            of.epoch(),
            gatewayId,
            runSeed,
            of.groupSize(),
            of.staleness(),
            of.groupsPerUpdate(),
            1,
            of.patience());
    boolean together = exploration.seeds() > 0 || exploration.strides().size() > 1;
    return new GatewaySettings(alone, environment, together, limits, token);
  }
}

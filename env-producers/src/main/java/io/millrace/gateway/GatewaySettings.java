package io.millrace.gateway;

import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeAssembly;
import io.millrace.rollout.RolloutSettings;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a gateway serves.
 *
 * @param rollout policy, groups and quota; its worker id begins every group id
 * @param environment what clients must have
 * @param membersTogether whether members of a group share noise, so that one session plays them all
 * @param evaluation how a version acts in episodes that judge it; throws IllegalArgumentException
 *     where a gateway cannot act so
 * @param limits what it bears
 * @param token what clients must say; null for nothing
 */
public record GatewaySettings(
    RolloutSettings rollout,
    EnvironmentSpec environment,
    boolean membersTogether,
    Function<FlowPolicy, Acting> evaluation,
    GatewayLimits limits,
    String token) {

  public GatewaySettings {
    Objects.requireNonNull(rollout, "rollout");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(evaluation, "evaluation");
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
          "rollout.exploration.noiseSearch: it tries start noises in the environment, which a"
              + " gateway cannot");
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
    return new GatewaySettings(
        alone,
        environment,
        together,
        policy -> RecipeAssembly.evaluation(recipe, policy, GatewaySettings::noOther),
        limits,
        token);
  }

  private static FlowPolicy noOther(long version) {
    throw new IllegalArgumentException(
        "evaluation.guidance: it compares with another version, which a gateway cannot, version="
            + version);
  }
}

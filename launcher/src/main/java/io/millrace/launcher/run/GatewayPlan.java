package io.millrace.launcher.run;

import io.millrace.env.EnvironmentFactory;
import io.millrace.gateway.GatewayLimits;
import io.millrace.gateway.GatewaySettings;
import io.millrace.gateway.kafka.KafkaGateway;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.kafka.TopicSetup;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.kafka.WorkerSettings;
import java.time.Duration;

/**
 * A gateway that is wanted.
 *
 * @param token what clients must say; null for nothing
 * @param news how often a line says how it gets on; zero for never
 */
public record GatewayPlan(
    ServerSettings address, GatewayLimits limits, String token, Duration news) {

  /**
   * What the recipe asks of it.
   *
   * @throws UserError if a gateway cannot play it
   */
  public GatewaySettings settings(Recipe recipe, String gatewayId) {
    if (!recipe.learnsOnline()) {
      throw new UserError(
          "objective: expected a recipe that learns online, got " + recipe.objective().id());
    }
    try {
      return GatewaySettings.of(
          recipe,
          EnvironmentFactory.of(recipe.environment()).spec(),
          gatewayId,
          recipe.seed(),
          limits,
          token);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  /**
   * Opens it on a pipeline that stands.
   *
   * @throws UserError if it cannot be opened
   */
  public KafkaGateway open(Recipe recipe, WorkerSettings pipeline) {
    GatewaySettings settings = settings(recipe, pipeline.workerId());
    String demonstrations =
        DemonstrationTopic.of(recipe, pipeline.brokers(), pipeline.topics()).name();
    TopicSetup.createDemonstrations(pipeline.brokers(), demonstrations);
    try {
      return new KafkaGateway(settings, pipeline, address, demonstrations);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage());
    }
  }

  /** How clients reach it. */
  public String told(int port) {
    return "gateway: listening at %s:%d%s%s; clients and protocol: env-producers/clients/README.md"
        .formatted(
            address.host(),
            port,
            address.certificate() == null ? "" : ", TLS",
            token == null ? "" : ", with a token");
  }
}

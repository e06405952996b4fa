package io.millrace.launcher.run;

import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.kafka.KafkaGateway;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Progress;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.kafka.WorkerSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gateway of a pipeline that runs elsewhere, until the learner has finished or it is stopped. */
public final class AttachedGateway {
  private static final long LOOK_MILLIS = 200;
  private static final long TELL_LOOKS = 150;

  private final Recipe recipe;
  private final GatewayPlan plan;
  private final WorkerSettings pipeline;
  private final Progress progress;
  private final CountDownLatch stopped = new CountDownLatch(1);

  public AttachedGateway(
      Recipe recipe, GatewayPlan plan, WorkerSettings pipeline, Progress progress) {
    this.recipe = recipe;
    this.plan = plan;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /**
   * Serves.
   *
   * @throws UserError if it cannot begin, or not go on
   */
  public void run() throws InterruptedException {
    KafkaGateway gateway = plan.open(recipe, pipeline);
    try (gateway) {
      progress.note(plan.told(gateway.port()));
      serve(gateway);
    }
    progress.note(GatewayActors.counts(gateway.stats()));
    if (gateway.failure() != null) {
      throw new UserError("the gateway cannot go on: " + gateway.failure().getMessage());
    }
  }

  private void serve(KafkaGateway gateway) throws InterruptedException {
    GatewayStats told = null;
    for (long look = 1; !stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); look++) {
      GatewayStats stats = gateway.stats();
      if (stats.finished() || gateway.failure() != null) {
        return;
      }
      if (look % TELL_LOOKS == 0 && !stats.equals(told)) {
        told = stats;
        progress.note(GatewayActors.counts(stats));
      }
    }
  }

  /** Lets it come to its end; from any thread. */
  public void stop() {
    stopped.countDown();
  }
}

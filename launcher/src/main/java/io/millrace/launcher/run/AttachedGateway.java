package io.millrace.launcher.run;

import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.kafka.KafkaGateway;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.progress.Progress;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.kafka.WorkerSettings;
import io.millrace.store.client.ClientSettings;
import io.millrace.store.client.ModelStoreClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gateway of a pipeline that runs elsewhere, until the learner has finished or it is stopped. */
public final class AttachedGateway {
  private static final long LOOK_MILLIS = 200;

  /** A person at a terminal would rather know than wait. */
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(3);

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
   * Serves, and says what it has counted.
   *
   * @throws UserError if it cannot begin, or not go on
   * @throws io.millrace.store.client.StoreException if the store does not answer when it begins
   */
  public GatewayStats run() throws InterruptedException {
    lookForThePolicy();
    KafkaGateway gateway = plan.open(recipe, pipeline);
    try (gateway) {
      progress.note(plan.told(gateway.port()));
      serve(gateway);
    }
    progress.note(GatewayNews.total(gateway.stats()));
    if (gateway.failure() != null) {
      throw new UserError("the gateway cannot go on: " + gateway.failure().getMessage());
    }
    return gateway.stats();
  }

  /** Later on the store may be away for a while; a wrong address is told at once. */
  private void lookForThePolicy() {
    String id = recipe.policy().id();
    long epoch = recipe.policy().epoch();
    ClientSettings settings = ClientSettings.defaults().withRetryFor(STORE_PATIENCE);
    try (ModelStoreClient store = new ModelStoreClient(pipeline.storeUrl(), settings)) {
      if (store.latest(id, epoch).isEmpty()) {
        progress.note(
            "gateway: the store has no version of policy %s, epoch %d, yet: clients will wait for it"
                .formatted(id, epoch));
      }
    }
  }

  private void serve(KafkaGateway gateway) throws InterruptedException {
    GatewayNews news = new GatewayNews(plan.news(), System::nanoTime);
    while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      GatewayStats stats = gateway.stats();
      if (gateway.failure() != null) {
        return;
      }
      if (stats.finished()) {
        progress.note(
            "gateway: the learner has met its stop condition, version " + stats.version());
        return;
      }
      news.next(stats).ifPresent(progress::note);
    }
  }

  /** Lets it come to its end; from any thread. */
  public void stop() {
    stopped.countDown();
  }
}

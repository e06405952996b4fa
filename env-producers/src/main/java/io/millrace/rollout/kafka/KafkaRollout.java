package io.millrace.rollout.kafka;

import io.millrace.env.EnvironmentFactory;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.RolloutProgress;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.RolloutWorker;
import io.millrace.store.client.ModelStoreClient;
import java.time.InstantSource;

/**
 * One worker of a pipeline: a recipe's environment, the announcements, the store and the
 * trajectories topic put together. It owns its connections.
 */
public final class KafkaRollout implements Runnable, AutoCloseable {

  private final ModelStoreClient store;
  private final KafkaTrajectorySink sink;
  private final RolloutWorker worker;

  /**
   * Connects; the work begins with {@link #run}.
   *
   * @throws IllegalArgumentException if the recipe's environment cannot be run here
   */
  public KafkaRollout(Recipe recipe, WorkerSettings settings) {
    EnvironmentFactory environment = EnvironmentFactory.of(recipe.environment());
    RolloutSettings rollout =
        new RolloutSettings(
            recipe.policy().id(),
            recipe.policy().epoch(),
            settings.workerId(),
            settings.runSeed(),
            recipe.rollout().groupSize(),
            recipe.learner().staleness(),
            recipe.learner().batch(),
            recipe.rollout().workers(),
            recipe.rollout().patience());
    store = new ModelStoreClient(settings.storeUrl());
    sink = KafkaTrajectorySink.connect(settings.brokers(), settings.workerId(), settings.topics());
    KafkaPolicyFeed feed =
        KafkaPolicyFeed.connect(
            settings.brokers(), store, settings.topics(), rollout.policyId(), rollout.epoch());
    worker = new RolloutWorker(rollout, environment::create, feed, sink, InstantSource.system());
  }

  /**
   * Works until the learner has finished or {@link #close} is called; the exceptions of the worker.
   */
  @Override
  public void run() {
    worker.run();
  }

  /** What it has done so far; from any thread. */
  public RolloutProgress progress() {
    return worker.progress();
  }

  /** Stops the work, keeps what was sent, releases the connections. From any thread. */
  @Override
  public void close() {
    worker.close();
    sink.close();
    store.close();
  }
}

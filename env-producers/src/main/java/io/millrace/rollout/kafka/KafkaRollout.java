package io.millrace.rollout.kafka;

import io.millrace.env.EnvironmentFactory;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.RolloutProgress;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.RolloutWorker;
import io.millrace.store.client.ModelStoreClient;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of a pipeline: a recipe's environment, the announcements, the store and the
 * trajectories topic put together. It owns its connections.
 */
public final class KafkaRollout implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaRollout.class);
  private static final long STOP_SECONDS = 10;

  private final ModelStoreClient store;
  private final KafkaTrajectorySink sink;
  private final RolloutWorker worker;
  private final Semaphore working = new Semaphore(1);

  /**
   * Connects; the work begins with {@link #run}.
   *
   * @throws IllegalArgumentException if the recipe's environment cannot be run here
   */
  public KafkaRollout(Recipe recipe, WorkerSettings settings) {
    EnvironmentFactory environment =
        EnvironmentFactory.of(recipe.environment()).actedInBy(recipe.policy());
    RolloutSettings rollout = RolloutSettings.of(recipe, settings.workerId(), settings.runSeed());
    store = new ModelStoreClient(settings.storeUrl());
    sink = KafkaTrajectorySink.connect(settings.brokers(), settings.workerId(), settings.topics());
    KafkaPolicyFeed feed =
        KafkaPolicyFeed.connect(
            settings.brokers(), store, settings.topics(), rollout.policyId(), rollout.epoch());
    worker = new RolloutWorker(rollout, environment::create, feed, sink, InstantSource.system());
  }

  /** Works until the learner has finished or the worker is closed; throws as the worker does. */
  @Override
  public void run() {
    working.acquireUninterruptibly();
    try {
      worker.run();
    } finally {
      working.release();
    }
  }

  /** What it has done so far; from any thread. */
  public RolloutProgress progress() {
    return worker.progress();
  }

  /** Stops the work, keeps what was sent, releases the connections. From any thread. */
  @Override
  public void close() {
    worker.close();
    try (store;
        sink) {
      // What the worker is just sending must find the sink open.
      if (working.tryAcquire(STOP_SECONDS, TimeUnit.SECONDS)) {
        working.release();
      } else {
        LOG.warn("worker still busy after {} s, closing its connections", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.millrace.launcher.run;

import io.millrace.recipe.Recipe;
import io.millrace.rollout.kafka.KafkaRollout;
import io.millrace.rollout.kafka.WorkerSettings;
import io.millrace.schema.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rollout workers of this process, each on a thread of its own. */
final class Workers implements Actors {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long JOIN_MILLIS = 10_000;

  private final List<KafkaRollout> rollouts = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closing;

  private Workers() {}

  /**
   * Starts as many workers as the recipe wants.
   *
   * @param onFailure called once, on a worker's thread, when the first of them fails
   */
  static Workers start(
      Recipe recipe, String brokers, URI store, Topics topics, Runnable onFailure) {
    Workers workers = new Workers();
    for (int i = 0; i < recipe.rollout().workers(); i++) {
      WorkerSettings settings =
          new WorkerSettings(brokers, store, topics, "worker-" + i, recipe.seed());
      KafkaRollout rollout = new KafkaRollout(recipe, settings);
      Thread thread = new Thread(() -> workers.work(rollout, onFailure), settings.workerId());
      thread.setDaemon(true);
      workers.rollouts.add(rollout);
      workers.threads.add(thread);
    }
    workers.threads.forEach(Thread::start);
    return workers;
  }

  private void work(KafkaRollout rollout, Runnable onFailure) {
    try {
      rollout.run();
    } catch (RuntimeException e) {
      if (closing) {
        LOG.info("a worker was stopped in the middle of a group", e);
      } else if (failure.compareAndSet(null, e)) {
        onFailure.run();
      }
    }
  }

  @Override
  public RuntimeException failure() {
    return failure.get();
  }

  @Override
  public void close() {
    closing = true;
    rollouts.forEach(KafkaRollout::close);
    try {
      for (Thread thread : threads) {
        thread.join(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

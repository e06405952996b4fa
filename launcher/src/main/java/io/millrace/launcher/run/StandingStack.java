package io.millrace.launcher.run;

import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A recipe's pipeline without workers of its own, until somebody stops it. */
public final class StandingStack {
  private static final long SHOW_MILLIS = 500;

  private final Recipe recipe;
  private final RunOptions options;
  private final Progress progress;
  private final Topics topics = Topics.standard();
  private final CountDownLatch stopped = new CountDownLatch(1);

  public StandingStack(Recipe recipe, RunOptions options, Progress progress) {
    this.recipe = recipe;
    this.options = options;
    this.progress = progress;
  }

  /** Where everything is. */
  public record Addresses(
      String brokers,
      String store,
      String flink,
      String policyId,
      long epoch,
      String recipe,
      String data) {}

  /**
   * Starts it, and returns when it has been stopped and is gone.
   *
   * @param ready told once it stands
   */
  public void run(Consumer<Addresses> ready) throws InterruptedException {
    DataFolder data = DataFolder.open(options.data(), options.keep());
    try (Pipeline pipeline = Pipeline.start(recipe, data, topics, progress)) {
      ready.accept(addresses(pipeline));
      show(pipeline);
      progress.end();
    }
  }

  /** Lets it come to its end; from any thread. */
  public void stop() {
    stopped.countDown();
  }

  private Addresses addresses(Pipeline pipeline) {
    return new Addresses(
        pipeline.stack().brokers(),
        pipeline.stack().store().toString(),
        pipeline.stack().flink().restAddress(),
        recipe.policy().id(),
        recipe.policy().epoch(),
        pipeline.recipeFile().toString(),
        pipeline.stack().data().root().toString());
  }

  private void show(Pipeline pipeline) throws InterruptedException {
    RunClock clock = RunClock.sinceNow();
    RunMonitor monitor = new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), clock);
    List<String> watched = List.of(topics.learnerMetrics(), topics.fates(), topics.policies());
    boolean told = false;
    try (LogTail tail = LogTail.open(pipeline.stack().brokers(), watched, monitor::accept)) {
      while (!stopped.await(SHOW_MILLIS, TimeUnit.MILLISECONDS)) {
        if (!told) {
          progress.show(monitor.status(recipe.stop().updates(), 0));
        }
        if (monitor.finished() && !told) {
          told = true;
          progress.note(
              "the learner has met its stop condition: version %d, sha256 %s"
                  .formatted(monitor.policy().version(), monitor.policy().sha256()));
        }
      }
    }
  }
}

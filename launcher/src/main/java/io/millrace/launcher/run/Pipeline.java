package io.millrace.launcher.run;

import io.millrace.env.EnvironmentFactory;
import io.millrace.job.JobOptions;
import io.millrace.job.TrainingJob;
import io.millrace.launcher.demonstrations.DemonstrationTopic;
import io.millrace.launcher.demonstrations.EnvironmentDemonstrations;
import io.millrace.launcher.kafka.PolicyAnnouncer;
import io.millrace.launcher.progress.Numbers;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.launcher.stack.EmbeddedStack;
import io.millrace.launcher.stack.StackSettings;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import io.millrace.store.client.ModelStoreClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.JobID;

/** A recipe's pipeline on an embedded stack: version 1 published, the jobs running. */
final class Pipeline implements AutoCloseable {
  private static final List<String> JOBS = List.of("advantages", "learner");

  /** State is small and the disk is near: little is done again after a failure. */
  private static final String CHECKPOINT_INTERVAL = "1s";

  private final EmbeddedStack stack;
  private final InitialPolicy initial;
  private final List<JobID> jobs = new ArrayList<>();

  private Pipeline(EmbeddedStack stack, InitialPolicy initial) {
    this.stack = stack;
    this.initial = initial;
  }

  static Pipeline start(Recipe recipe, DataFolder data, Topics topics) {
    return start(recipe, data, topics, Progress.silent());
  }

  /**
   * Starts the stack and trains version 1, beside it where that needs no broker; then publishes it
   * and runs the jobs, which are none where the recipe does not learn online.
   */
  static Pipeline start(Recipe recipe, DataFolder data, Topics topics, Progress progress) {
    ExecutorService starter = Executors.newSingleThreadExecutor();
    CompletableFuture<EmbeddedStack> starting =
        CompletableFuture.supplyAsync(
            () -> EmbeddedStack.start(data, topics, StackSettings.laptop()), starter);
    InitialPolicy initial;
    try {
      initial =
          InitialPolicy.of(
              recipe,
              () -> demonstrations(recipe, join(starting).brokers(), topics, progress),
              progress);
    } catch (RuntimeException e) {
      starting.thenAccept(EmbeddedStack::close).exceptionally(suppressed -> null).join();
      throw e;
    } finally {
      starter.shutdown();
    }
    Pipeline pipeline = new Pipeline(join(starting), initial);
    try {
      pipeline.begin(recipe, topics);
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /** The recipe's topic, and in it what the environment knows if nobody else has put anything. */
  private static DemonstrationTopic demonstrations(
      Recipe recipe, String brokers, Topics topics, Progress progress) {
    DemonstrationTopic topic = DemonstrationTopic.of(recipe, brokers, topics);
    EnvironmentFactory environment = EnvironmentFactory.of(recipe.environment());
    if (topic.isEmpty() && environment.demonstrations().isPresent()) {
      int samples = recipe.policy().warmStart().orElseThrow().samples();
      topic.publish(new EnvironmentDemonstrations(environment).records(recipe.seed(), samples));
      progress.note(
          "demonstrations: %s of %s published to %s, which was empty"
              .formatted(Numbers.count(samples), environment.id(), topic.name()));
    }
    return topic;
  }

  private static EmbeddedStack join(CompletableFuture<EmbeddedStack> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void begin(Recipe recipe, Topics topics) {
    try (ModelStoreClient store = new ModelStoreClient(stack.store())) {
      initial.publish(store);
    }
    new PolicyAnnouncer(stack.brokers(), topics).announce(initial.announcement());
    Path file = write(recipe);
    if (!recipe.learnsOnline()) {
      return;
    }
    for (String kind : JOBS) {
      JobOptions options =
          JobOptions.parse(
              "--recipe", file.toString(),
              "--brokers", stack.brokers(),
              "--store", stack.store().toString(),
              "--topic-prefix", topics.prefix(),
              "--job", kind,
              "--checkpoint-interval", CHECKPOINT_INTERVAL);
      TrainingJob job = new TrainingJob(options, recipe, initial.firstVersion());
      jobs.add(stack.flink().submit(job.name(), job.configuration(), job::build));
    }
    jobs.forEach(stack.flink()::awaitRunning);
  }

  /** The resolved recipe, for whoever looks at the folder and for other processes that join. */
  private Path write(Recipe recipe) {
    Path file = recipeFile();
    try {
      return Files.writeString(file, recipe.toYaml());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the recipe, file=" + file, e);
    }
  }

  /** Where the resolved recipe is. */
  Path recipeFile() {
    return stack.data().root().resolve("recipe.yaml");
  }

  EmbeddedStack stack() {
    return stack;
  }

  InitialPolicy initial() {
    return initial;
  }

  /** How often Flink has started tasks again after failures. */
  int restarts() {
    return jobs.stream().mapToInt(stack.flink()::restarts).sum();
  }

  /** Completes when a job has ended, which none does by itself: with why. */
  CompletableFuture<Throwable> jobEnded() {
    return CompletableFuture.anyOf(
            jobs.stream().map(stack.flink()::ended).toArray(CompletableFuture[]::new))
        .thenApply(Throwable.class::cast);
  }

  @Override
  public void close() {
    stack.close();
  }
}

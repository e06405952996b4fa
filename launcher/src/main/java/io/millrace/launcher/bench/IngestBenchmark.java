package io.millrace.launcher.bench;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.job.JobOptions;
import io.millrace.job.TrainingJob;
import io.millrace.launcher.kafka.TopicSize;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.launcher.stack.EmbeddedStack;
import io.millrace.launcher.stack.StackSettings;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.TrajectorySink;
import io.millrace.rollout.kafka.KafkaTrajectorySink;
import io.millrace.schema.Topics;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Experience through a real broker and the reward and credit job: trajectories of 200 steps, 17
 * observation and 6 action dimensions, with the latent path of 4 flow steps.
 *
 * <p>Producer, broker and Flink share this machine. The producer is always ahead by a fixed number
 * of groups, so that the figure is the rate that all of them sustain; advantages are counted by the
 * end of their topic, without reading them.
 */
public final class IngestBenchmark implements Benchmark {
  private static final Topics TOPICS = Topics.standard();
  private static final int GROUPS_AHEAD = 100;
  private static final double WARM_UP_SECONDS = 6;
  private static final double SECONDS_PER_ROUND = 2;
  private static final double PATIENCE_SECONDS = 30;

  /** When so many groups had their advantages. */
  private record Reading(double atSeconds, long groups) {}

  @Override
  public String id() {
    return "ingest";
  }

  @Override
  public String group() {
    return "end-to-end";
  }

  @Override
  public String question() {
    return "How much experience comes through broker, reward and credit to its advantages?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    Recipe recipe = IngestPolicy.recipe();
    DataFolder data = DataFolder.open(null, false);
    try (EmbeddedStack stack = EmbeddedStack.start(data, TOPICS, StackSettings.laptop())) {
      CompletableFuture<Throwable> ended = submit(stack, recipe);
      try (TrajectorySink sink =
          KafkaTrajectorySink.connect(stack.brokers(), "ingest-benchmark", TOPICS)) {
        TopicSize size = new TopicSize(stack.brokers());
        SyntheticExperience experience = new SyntheticExperience(recipe, sink);
        double seconds = SECONDS_PER_ROUND * context.effort().rounds();
        double groupsPerSecond = sustained(experience, size, ended, seconds);
        double steps = groupsPerSecond * IngestPolicy.GROUP * SyntheticExperience.STEPS;
        return List.of(
            BenchmarkResult.alone("ingest-to-advantages", Unit.ENV_STEPS_PER_SECOND, steps));
      }
    }
  }

  /** Starts the job that ends at the advantages; what comes back ends with it. */
  static CompletableFuture<Throwable> submit(EmbeddedStack stack, Recipe recipe) {
    JobOptions options =
        JobOptions.parse(
            "--recipe", "ingest.yaml",
            "--brokers", stack.brokers(),
            "--store", stack.store().toString(),
            "--topic-prefix", TOPICS.prefix(),
            "--job", "advantages");
    TrainingJob job = new TrainingJob(options, recipe, IngestPolicy.firstVersion(recipe));
    return stack.flink().ended(stack.flink().submit(job.name(), job.configuration(), job::build));
  }

  private static double sustained(
      SyntheticExperience experience,
      TopicSize size,
      CompletableFuture<Throwable> ended,
      double seconds) {
    Reading first = null;
    Reading last = new Reading(now(), 0);
    double progressAt = last.atSeconds();
    double begin = Double.MAX_VALUE;
    while (first == null || last.atSeconds() < first.atSeconds() + seconds) {
      while (experience.groups() < last.groups() + GROUPS_AHEAD) {
        experience.sendGroup();
      }
      Reading next = new Reading(now(), size.records(TOPICS.advantages()));
      if (next.groups() > last.groups()) {
        progressAt = next.atSeconds();
        begin = Math.min(begin, progressAt + WARM_UP_SECONDS);
      }
      if (ended.isDone() || next.atSeconds() > progressAt + PATIENCE_SECONDS) {
        throw new IllegalStateException(
            "no advantages come any more, groups=" + next.groups(), ended.getNow(null));
      }
      last = next;
      if (first == null && next.atSeconds() >= begin) {
        first = next;
      }
    }
    return (last.groups() - first.groups()) / (last.atSeconds() - first.atSeconds());
  }

  private static double now() {
    return System.nanoTime() / 1e9;
  }
}

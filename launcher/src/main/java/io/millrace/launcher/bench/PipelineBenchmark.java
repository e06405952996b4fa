package io.millrace.launcher.bench;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.benchmarks.measure.Effort;
import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.launcher.stack.EmbeddedStack;
import io.millrace.launcher.stack.StackSettings;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.kafka.KafkaTrajectorySink;
import io.millrace.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A simulator that computes nothing, through the whole pipeline up to what a learner reads: acting,
 * trajectories, broker, reward and credit, advantages read and decoded. Once through the gateway,
 * once by a worker of the same process; and where the CPU time of a step goes.
 *
 * <p>All parts share this machine, and no more than a fixed number of trajectories is under way:
 * the figure is the rate that all of them sustain. A thread's CPU time belongs to the stage that
 * its name tells; sending is measured on the threads that send; sampling is what one call of the
 * policy takes here, times the calls. What is left of the process is the JVM's: collector and
 * compiler.
 */
public final class PipelineBenchmark implements Benchmark {
  private static final Topics TOPICS = Topics.standard();
  private static final int AHEAD = 100 * IngestPolicy.GROUP;
  private static final double WARM_UP_SECONDS = 8;
  private static final int QUICK_WARM_UP_STEPS = 50_000;
  private static final int WARM_UP_STEPS = 400_000;
  private static final double SECONDS_PER_ROUND = 2;
  private static final double PATIENCE_SECONDS = 60;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int STOP_SECONDS = 30;

  @Override
  public String id() {
    return "pipeline";
  }

  @Override
  public String group() {
    return "end-to-end";
  }

  @Override
  public String question() {
    return "How many steps come from an idle simulator to a learner, and where does the time go?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    Recipe recipe = IngestPolicy.recipe();
    DataFolder data = DataFolder.open(null, false);
    List<BenchmarkResult> results = new ArrayList<>();
    try (EmbeddedStack stack = EmbeddedStack.start(data, TOPICS, StackSettings.laptop())) {
      CompletableFuture<Throwable> job = IngestBenchmark.submit(stack, recipe);
      for (PipelineSource source : PipelineSource.values()) {
        StepCosts costs = measure(stack.brokers(), source, job, context.effort());
        results.addAll(results(source, costs));
        context.note().accept(costs.sentence(source.workerId()));
      }
    }
    return results;
  }

  private static List<BenchmarkResult> results(PipelineSource source, StepCosts costs) {
    List<BenchmarkResult> results = new ArrayList<>();
    String id = source.workerId();
    results.add(BenchmarkResult.alone(id, Unit.ENV_STEPS_PER_SECOND, costs.stepsPerSecond()));
    costs
        .microseconds()
        .forEach(
            (part, micros) ->
                results.add(BenchmarkResult.alone(id + "-cpu-" + part, Unit.MICROSECONDS, micros)));
    return results;
  }

  private static StepCosts measure(
      String brokers, PipelineSource source, CompletableFuture<Throwable> job, Effort effort) {
    CreditedSteps credited = new CreditedSteps(source.workerId());
    LogTail reader = LogTail.open(brokers, List.of(TOPICS.advantages()), credited);
    try (PacedSink sink =
        new PacedSink(
            KafkaTrajectorySink.connect(brokers, source.workerId(), TOPICS),
            credited::trajectories,
            AHEAD)) {
      return measure(source, credited, sink, job, effort);
    } finally {
      reader.close();
    }
  }

  private static StepCosts measure(
      PipelineSource source,
      CreditedSteps credited,
      PacedSink sink,
      CompletableFuture<Throwable> job,
      Effort effort) {
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> playing = source.start(sink, stop);
    Consumer<BooleanSupplier> until = over -> await(over, credited, playing, job);
    int steps = effort.id().equals("quick") ? QUICK_WARM_UP_STEPS : WARM_UP_STEPS;
    try {
      until.accept(() -> credited.steps() >= steps);
      until.accept(after(WARM_UP_SECONDS));
      Reading first = Reading.of(credited, sink);
      until.accept(after(SECONDS_PER_ROUND * effort.rounds()));
      return StepCosts.between(first, Reading.of(credited, sink), source.rows());
    } finally {
      stop.set(true);
      sink.release();
      playing.handle((done, failure) -> null).orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private static BooleanSupplier after(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    return () -> System.nanoTime() >= end;
  }

  /** What is known at a moment. */
  record Reading(CpuReading cpu, long steps, double sendSeconds) {
    static Reading of(CreditedSteps credited, PacedSink sink) {
      return new Reading(CpuReading.now(), credited.steps(), sink.cpuSeconds());
    }
  }

  /** Lets everything work until then, as long as advantages come. */
  private static void await(
      BooleanSupplier until,
      CreditedSteps credited,
      CompletableFuture<Void> playing,
      CompletableFuture<Throwable> job) {
    long seen = credited.steps();
    long deadline = System.nanoTime() + (long) (PATIENCE_SECONDS * 1e9);
    while (!until.getAsBoolean()) {
      check(playing, job, deadline, credited);
      LockSupport.parkNanos(LOOK_NANOS);
      if (credited.steps() > seen) {
        seen = credited.steps();
        deadline = System.nanoTime() + (long) (PATIENCE_SECONDS * 1e9);
      }
    }
  }

  private static void check(
      CompletableFuture<Void> playing,
      CompletableFuture<Throwable> job,
      long deadline,
      CreditedSteps credited) {
    if (playing.isCompletedExceptionally()) {
      try {
        playing.join();
      } catch (CompletionException e) {
        throw new IllegalStateException("nobody plays any more", e.getCause());
      }
    }
    if (job.isDone() || playing.isDone() || System.nanoTime() > deadline) {
      throw new IllegalStateException(
          "no advantages come any more, steps=" + credited.steps(), job.getNow(null));
    }
  }
}

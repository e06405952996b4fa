package io.millrace.launcher.run;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.launcher.error.UserError;
import io.millrace.launcher.film.Film;
import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.kafka.TopicSize;
import io.millrace.launcher.progress.Numbers;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import io.millrace.store.client.ModelStoreClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recipe from start to stop: starts everything, watches it learn, and counts up at the end.
 * Whatever ends it (the recipe's stop condition, Ctrl-C, a failure), it ends with a report.
 */
public final class TrainingRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final long SHOW_MILLIS = 200;
  private static final double LOOK_AT_JOBS_SECONDS = 2;

  /**
   * After the workers have left: how long without news means that none will come, and the limit.
   */
  private static final double QUIET_SECONDS = 1;

  private static final double DRAIN_LIMIT_SECONDS = 10;

  private final Recipe recipe;
  private final RunOptions options;
  private final Progress progress;
  private final Actors.Start cast;
  private final Topics topics = Topics.standard();
  private final RunClock clock = RunClock.sinceJvmStart();
  private final RunMonitor monitor;
  private volatile boolean stopRequested;
  private volatile Throwable failure;
  private Film film;
  private double startUp;
  private double acted;
  private int restarts;

  /** With the recipe's rollout workers. */
  public TrainingRun(Recipe recipe, RunOptions options, Progress progress) {
    this(recipe, options, progress, Workers::start);
  }

  /** With simulators that connect; what they played last stands for an evaluation. */
  public static TrainingRun throughGateway(
      Recipe recipe, RunOptions options, Progress progress, GatewayPlan plan) {
    return new TrainingRun(recipe, options, progress, GatewayActors.of(plan, progress));
  }

  /** With others. */
  TrainingRun(Recipe recipe, RunOptions options, Progress progress, Actors.Start cast) {
    this.cast = cast;
    this.recipe = recipe;
    this.options = options;
    this.progress = progress;
    this.monitor = new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), clock);
  }

  /** Why the run failed, if it did. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** An episode of what was learned; empty before the run has ended, and if it ended early. */
  public Optional<Film> film() {
    return Optional.ofNullable(film);
  }

  /**
   * Carries it out.
   *
   * @throws io.millrace.launcher.error.UserError where it cannot begin
   */
  public RunReport run() throws InterruptedException {
    DataFolder data = DataFolder.open(options.data(), options.keep());
    try (Pipeline pipeline = Pipeline.start(recipe, data, topics, progress)) {
      noteStart(pipeline);
      RunReport report = recipe.learnsOnline() ? learn(pipeline) : pretrained(pipeline);
      progress.end();
      return report;
    }
  }

  /** Lets the run come to its end soon, with a report; from any thread. */
  public void requestStop() {
    stopRequested = true;
    monitor.wake();
  }

  private void fail(Throwable cause) {
    failure = cause;
    monitor.wake();
  }

  private void noteStart(Pipeline pipeline) {
    Map<String, Double> parts = pipeline.stack().startSeconds();
    progress.note(
        parts.entrySet().stream()
            .map(part -> part.getKey() + " " + Numbers.seconds(part.getValue()))
            .collect(Collectors.joining(" · ", "started: ", "")));
    if (options.keep()) {
      progress.note("data is kept in " + pipeline.stack().data().root());
    }
  }

  private RunReport learn(Pipeline pipeline) throws InterruptedException {
    String brokers = pipeline.stack().brokers();
    CompletableFuture<Void> ended =
        pipeline
            .jobEnded()
            .thenAccept(
                cause -> fail(cause != null ? cause : new IllegalStateException("a job ended")));
    List<String> watched = List.of(topics.learnerMetrics(), topics.fates(), topics.policies());
    try (LogTail tail = LogTail.open(brokers, watched, monitor::accept)) {
      Actors actors = watchActors(pipeline, brokers);
      ended.cancel(false); // from here on the jobs end because they are told to
      long records = drain(brokers);
      RunReport.Evaluation first = null;
      RunReport.Evaluation last = actors.testimony();
      if (actors.canBeJudgedHere() && !stopRequested && failure == null) {
        Judge judge = judge(pipeline);
        first = judge.evaluate(pipeline.initial().policy());
        FlowPolicy newest = newest(pipeline);
        last = judge.evaluate(newest);
        film = judge.film(newest, "version " + monitor.policy().version());
      }
      return report(records, first, last);
    }
  }

  /** Version 1 is all there is: it and the weights that its training began with are judged. */
  private RunReport pretrained(Pipeline pipeline) {
    startUp = clock.seconds();
    monitor.accept(pipeline.initial().announcement());
    List<RunReport.CurvePoint> curve = new ArrayList<>();
    RunReport.Evaluation first = null;
    RunReport.Evaluation last = null;
    if (!stopRequested) {
      Judge judge = judge(pipeline);
      first = judge.evaluate(InitialPolicy.untrained(recipe));
      curve.add(point(0, first));
      last = judge.evaluate(pipeline.initial().policy());
      film = judge.film(pipeline.initial().policy(), "version 1");
      curve.add(point(recipe.policy().warmStart().orElseThrow().steps(), last));
    }
    return report(curve, monitor.fates(0), new RunReport.Throughput(0, 0, 0), first, last);
  }

  private RunReport.CurvePoint point(long update, RunReport.Evaluation evaluation) {
    return new RunReport.CurvePoint(
        update, 0, clock.seconds(), evaluation.meanReturn(), evaluation.success());
  }

  private Actors watchActors(Pipeline pipeline, String brokers) throws InterruptedException {
    Actors actors = cast.start(recipe, brokers, pipeline.stack().store(), topics, monitor::wake);
    startUp = clock.seconds();
    try (actors) {
      watch(pipeline, actors);
    }
    acted = clock.seconds() - startUp;
    if (actors.failure() != null && failure == null) {
      failure = actors.failure();
    }
    return actors;
  }

  private void watch(Pipeline pipeline, Actors actors) throws InterruptedException {
    double limit =
        recipe.stop().wallTime().map(d -> startUp + d.toMillis() / 1e3).orElse(Double.MAX_VALUE);
    double lookAt = clock.seconds() + LOOK_AT_JOBS_SECONDS;
    while (!monitor.awaitEnd(SHOW_MILLIS) && clock.seconds() < limit) {
      actors.news().ifPresent(progress::note);
      progress.show(monitor.status(recipe.stop().updates(), startUp));
      if (clock.seconds() >= lookAt) {
        lookAt = clock.seconds() + LOOK_AT_JOBS_SECONDS;
        look(pipeline);
      }
    }
    progress.show(monitor.status(recipe.stop().updates(), startUp));
    if (actors.failure() != null) {
      LOG.warn("a worker failed", actors.failure());
    }
  }

  private void look(Pipeline pipeline) {
    int now = pipeline.restarts();
    if (now > restarts) {
      progress.note("a job failed and was started again, restarts=" + now);
      restarts = now;
    }
    if (!pipeline.stack().isStoreAlive()) {
      fail(new IllegalStateException("the model store has ended"));
    }
  }

  /** Waits for the fates that are still to come; says how many records the workers sent. */
  private long drain(String brokers) throws InterruptedException {
    long records = new TopicSize(brokers).records(topics.trajectories());
    double deadline = clock.seconds() + DRAIN_LIMIT_SECONDS;
    double newsAt = clock.seconds();
    long decided = monitor.decided();
    while (decided < records
        && clock.seconds() < deadline
        && clock.seconds() - newsAt < QUIET_SECONDS) {
      monitor.awaitFates(decided + 1, 100);
      if (monitor.decided() > decided) {
        newsAt = clock.seconds();
        decided = monitor.decided();
      }
    }
    return new TopicSize(brokers).records(topics.trajectories());
  }

  private Judge judge(Pipeline pipeline) {
    return new Judge(recipe, version -> version(pipeline, version));
  }

  private FlowPolicy version(Pipeline pipeline, long version) {
    if (version == 1) {
      return pipeline.initial().policy();
    }
    try (ModelStoreClient store = new ModelStoreClient(pipeline.stack().store())) {
      return store
          .version(recipe.policy().id(), recipe.policy().epoch(), version)
          .map(manifest -> FlowPolicy.fromArtifact(store.artifact(manifest.sha256())))
          .orElseThrow(
              () ->
                  new UserError(
                      "evaluation.guidance.version: the run has made no version " + version));
    }
  }

  private FlowPolicy newest(Pipeline pipeline) {
    try (ModelStoreClient store = new ModelStoreClient(pipeline.stack().store())) {
      return FlowPolicy.fromArtifact(store.artifact(monitor.policy().sha256()));
    }
  }

  private RunReport report(long records, RunReport.Evaluation first, RunReport.Evaluation last) {
    RunReport.Fates fates = monitor.fates(records);
    List<RunReport.CurvePoint> curve = monitor.curve();
    long envSteps = curve.isEmpty() ? 0 : curve.get(curve.size() - 1).envSteps();
    RunReport.Throughput throughput =
        new RunReport.Throughput(fates.published() / acted, envSteps / acted, curve.size() / acted);
    return report(curve, fates, throughput, first, last);
  }

  private RunReport report(
      List<RunReport.CurvePoint> curve,
      RunReport.Fates fates,
      RunReport.Throughput throughput,
      RunReport.Evaluation first,
      RunReport.Evaluation last) {
    return new RunReport(
        new RunReport.RecipeId(recipe.id(), recipe.hash()),
        recipe.seed(),
        failure != null ? "failed" : stopRequested ? "stopped" : "completed",
        curve,
        first,
        last,
        fates,
        monitor.staleness(),
        throughput,
        new RunReport.LatencyMs(monitor.publishedToActing()),
        new RunReport.WallSeconds(clock.seconds(), startUp),
        monitor.policy());
  }
}

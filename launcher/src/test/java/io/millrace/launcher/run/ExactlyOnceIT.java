package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.JobOptions;
import io.millrace.job.TrainingJob;
import io.millrace.launcher.kafka.EmbeddedBroker;
import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.kafka.PolicyAnnouncer;
import io.millrace.launcher.kafka.TopicSetup;
import io.millrace.launcher.kafka.TopicSize;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import io.millrace.launcher.stack.FlinkProcesses;
import io.millrace.launcher.stack.Installation;
import io.millrace.launcher.stack.StoreProcess;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Topics;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on a cluster of processes, and TaskManagers that die in the middle of learning. */
class ExactlyOnceIT {
  private static final Topics TOPICS = Topics.standard();
  private static final long UPDATES = 60;
  private static final int GROUPS = 2;
  private static final int MEMBERS = 10;

  @TempDir private Path folder;

  @Test
  void kill9_taskManagersWhileLearning_everyVersionIsAFunctionOfTheLog() throws Exception {
    Recipe recipe = TinyRecipe.with("stop.updates=" + UPDATES);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        StoreProcess store =
            StoreProcess.start(
                Installation.find().storeLibraries(),
                Files.createDirectories(folder.resolve("store")),
                folder.resolve("store.log"),
                0);
        FlinkProcesses flink = FlinkProcesses.start(folder, List.of("one", "two"));
        ModelStoreClient client = new ModelStoreClient(store.address())) {
      prepare(recipe, broker, client);
      List<String> jobs = submit(recipe, broker, store, flink);
      RunMonitor monitor =
          new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), RunClock.sinceNow());
      List<String> watched = List.of(TOPICS.fates(), TOPICS.learnerMetrics(), TOPICS.policies());
      try (LogTail tail = LogTail.open(broker.address(), watched, monitor::accept)) {
        try (Workers workers =
            Workers.start(recipe, broker.address(), store.address(), TOPICS, monitor::wake)) {
          killAt(UPDATES / 4, "one", monitor, flink);
          killAt(UPDATES / 2, "two", monitor, flink);
          await(monitor::finished);
          assertThat(workers.failure()).isNull();
        }
        assertThat(restarts(flink, jobs)).isGreaterThanOrEqualTo(2);
        assertEachTrajectoryCountsOnce(monitor, broker);
      }
      assertReplayGivesEveryVersion(recipe, broker, client);
    }
  }

  private static void prepare(Recipe recipe, EmbeddedBroker broker, ModelStoreClient client) {
    new TopicSetup(TOPICS, 2).create(broker.address());
    InitialPolicy initial = InitialPolicy.of(recipe);
    initial.publish(client);
    new PolicyAnnouncer(broker.address(), TOPICS).announce(initial.announcement());
  }

  private List<String> submit(
      Recipe recipe, EmbeddedBroker broker, StoreProcess store, FlinkProcesses flink)
      throws Exception {
    Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe.toYaml());
    List<String> jobs = new ArrayList<>();
    for (String kind : List.of("advantages", "learner")) {
      TrainingJob job =
          TrainingJob.prepare(
              JobOptions.parse(
                  "--recipe", file.toString(),
                  "--brokers", broker.address(),
                  "--store", store.address().toString(),
                  "--checkpoint-interval", "1s",
                  "--job", kind));
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.createRemoteEnvironment(
              "127.0.0.1", flink.restPort(), job.configuration());
      environment.setParallelism(kind.equals("advantages") ? 2 : 1);
      job.build(environment);
      jobs.add(environment.executeAsync(job.name()).getJobID().toString());
    }
    return jobs;
  }

  /** Kills a TaskManager after so many updates, and starts it again. */
  private static void killAt(
      long update, String taskManager, RunMonitor monitor, FlinkProcesses flink) throws Exception {
    await(() -> monitor.curve().size() >= update);
    flink.kill(taskManager);
    System.out.printf("killed %s after update %d%n", taskManager, monitor.curve().size());
    flink.startTaskManager(taskManager);
    flink.awaitTaskManagers(2);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(50))
        .until(condition);
  }

  private static int restarts(FlinkProcesses flink, List<String> jobs) {
    int restarts = jobs.stream().mapToInt(flink::restarts).sum();
    System.out.println("restarts of the jobs: " + restarts);
    return restarts;
  }

  private static void assertEachTrajectoryCountsOnce(RunMonitor monitor, EmbeddedBroker broker) {
    long used = UPDATES * GROUPS * MEMBERS;
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              long records = new TopicSize(broker.address()).records(TOPICS.trajectories());
              RunReport.Fates fates = monitor.fates(records);
              assertThat(fates.used()).isEqualTo(used);
              assertThat(fates.published())
                  .isEqualTo(
                      fates.used()
                          + fates.stale()
                          + fates.late()
                          + fates.duplicate()
                          + fates.rejected()
                          + fates.incomplete()
                          + fates.open());
              assertThat(fates.rejected()).isZero();
            });
    assertThat(monitor.curve())
        .extracting(CurvePoint::update)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, UPDATES).boxed().toList());
    assertThat(monitor.curve().get((int) UPDATES - 1).envSteps()).isEqualTo(used);
  }

  private static void assertReplayGivesEveryVersion(
      Recipe recipe, EmbeddedBroker broker, ModelStoreClient client) {
    List<PolicyManifest> versions = client.versions(recipe.policy().id(), recipe.policy().epoch());
    assertThat(versions)
        .extracting(PolicyManifest::version)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, UPDATES + 1).boxed().toList());

    Replay.Outcome outcome = new Replay(recipe, broker.address(), TOPICS).run(client);
    System.out.println(outcome);
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.identical()).isEqualTo(UPDATES);
  }
}

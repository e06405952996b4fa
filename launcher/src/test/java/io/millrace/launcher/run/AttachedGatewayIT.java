package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.GatewayLimits;
import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.launcher.kafka.BoundedLog;
import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.kafka.TopicSize;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.rollout.kafka.WorkerSettings;
import io.millrace.schema.Fate;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import io.millrace.schema.TrajectoryFate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway that joins a pipeline which runs already, one Python process that learns through it,
 * and twenty that are killed in the middle of an episode.
 */
class AttachedGatewayIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int EPISODE_STEPS = 20;
  private static final int VICTIMS = 20;
  private static final int BATCH = 16;
  private static final String LEFT = "its client has left";

  /** Plays all steps of an episode but the last, and tells each. */
  private static final String VICTIM =
      """
      import sys, time
      sys.path.insert(0, sys.argv[1])
      import millrace_env
      session = millrace_env.Gateway(port=int(sys.argv[2])).open(orphans=sys.argv[3])
      session.reset()
      action = session.observe([0.0, 0.0])
      for step in range(%d):
          session.step(-1.0, [action[0], 0.0])
          print(step, flush=True)
          time.sleep(0.01)
      time.sleep(600)
      """
          .formatted(EPISODE_STEPS - 1);

  private final List<Process> processes = new ArrayList<>();
  private final Set<String> usedGroups = ConcurrentHashMap.newKeySet();

  @TempDir private Path folder;

  @BeforeEach
  void needsPython() throws InterruptedException {
    Assumptions.assumeTrue(PythonScript.canRun(), "python3 is not installed");
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  private static Recipe recipe(int groupSize) {
    return RecipeReader.read(
        Path.of("../recipes/gateway-toy.yaml"),
        List.of(
            "rollout.groupSize=" + groupSize,
            "learner.batch=" + BATCH / groupSize,
            "stop.updates=1000000"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Timeout(240)
  void clients_killedInMidEpisode_onlyWholeEpisodesAreLearnedFrom(int groupSize) throws Exception {
    Recipe recipe = recipe(groupSize);
    RunMonitor monitor =
        new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), RunClock.sinceNow());
    DataFolder data = DataFolder.open(folder.resolve("data"), false);
    List<String> watched = List.of(TOPICS.fates(), TOPICS.learnerMetrics(), TOPICS.policies());
    try (Pipeline pipeline = Pipeline.start(recipe, data, TOPICS);
        LogTail tail =
            LogTail.open(pipeline.stack().brokers(), watched, record -> accept(monitor, record))) {
      GatewayStats stats = serve(pipeline, recipe, monitor, groupSize);
      System.out.println(stats);

      Records records = Records.of(pipeline.stack().brokers());
      assertStatsAddUp(stats, records, groupSize);
      assertOrphansAreToldApart(records, groupSize);
      RunReport.Fates fates =
          monitor.fates(new TopicSize(pipeline.stack().brokers()).records(TOPICS.trajectories()));
      System.out.println(fates);
      assertThat(fates.published()).isEqualTo(stats.trajectoriesSent());
      assertThat(fates.rejected() + fates.duplicate() + fates.late()).isZero();
      assertThat(usedGroups)
          .isNotEmpty()
          .isSubsetOf(records.wholeGroups())
          .doesNotContainAnyElementsOf(records.endedGroups());
    }
  }

  private void accept(RunMonitor monitor, SpecificRecord record) {
    if (record instanceof TrajectoryFate fate && fate.getFate() == Fate.USED) {
      usedGroups.add(fate.getGroupId());
    }
    monitor.accept(record);
  }

  /** Until all victims are dead and the policy has learned for a while. */
  private GatewayStats serve(Pipeline pipeline, Recipe recipe, RunMonitor monitor, int groupSize)
      throws Exception {
    CompletableFuture<String> port = new CompletableFuture<>();
    AttachedGateway gateway =
        new AttachedGateway(
            recipe,
            new GatewayPlan(
                ServerSettings.plain("127.0.0.1", 0),
                GatewayLimits.standard(),
                null,
                Duration.ofSeconds(2)),
            new WorkerSettings(
                pipeline.stack().brokers(), pipeline.stack().store(), TOPICS, "attached", 1),
            new ListeningPort(port::complete));
    CompletableFuture<GatewayStats> served = CompletableFuture.supplyAsync(() -> run(gateway));
    try {
      Process survivor = start(PythonScript.TOY, "survivor", port.get(60, TimeUnit.SECONDS));
      killVictims(port.get(), groupSize);
      int updates = monitor.curve().size() + 3;
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> monitor.curve().size() >= updates || served.isDone());
      assertThat(served).isNotDone();
      assertThat(survivor.isAlive()).as("the survivor still plays").isTrue();
      gateway.stop();
      assertThat(survivor.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(survivor.exitValue()).isZero();
    } finally {
      gateway.stop();
    }
    return served.get(30, TimeUnit.SECONDS);
  }

  private static GatewayStats run(AttachedGateway gateway) {
    try {
      return gateway.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process start(Path script, String name, String... arguments) throws IOException {
    Process process =
        PythonScript.process(script, arguments)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  /** Each after another number of steps. Orphans may be truncated where groups are of one. */
  private void killVictims(String port, int groupSize) throws Exception {
    Path script = Files.writeString(folder.resolve("victim.py"), VICTIM);
    for (int i = 0; i < VICTIMS; i++) {
      String orphans = groupSize == 1 && i % 2 == 0 ? "truncate" : "abandon";
      Process victim =
          PythonScript.process(script, PythonScript.CLIENT.toString(), port, orphans).start();
      processes.add(victim);
      try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
        for (int step = 0; step <= i % (EPISODE_STEPS - 1); step++) {
          assertThat(said.readLine()).isEqualTo(Integer.toString(step));
        }
        assertThat(victim.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** What the topic of trajectories holds. */
  private record Records(List<Trajectory> trajectories, List<GroupEnd> ends) {
    static Records of(String brokers) {
      Records records = new Records(new ArrayList<>(), new ArrayList<>());
      try (BoundedLog log = BoundedLog.open(brokers, TOPICS.trajectories())) {
        log.forEachRemaining(
            raw -> {
              SpecificRecord record = RecordCodec.decode(raw.value());
              if (record instanceof GroupEnd end) {
                records.ends.add(end);
              } else {
                records.trajectories.add((Trajectory) record);
              }
            });
      }
      return records;
    }

    Set<String> wholeGroups() {
      return trajectories.stream().map(Trajectory::getGroupId).collect(Collectors.toSet());
    }

    Set<String> endedGroups() {
      return ends.stream().map(GroupEnd::getGroupId).collect(Collectors.toSet());
    }
  }

  private static void assertStatsAddUp(GatewayStats stats, Records records, int groupSize) {
    assertThat(stats.connectionsOpened()).isEqualTo(VICTIMS + 1);
    assertThat(stats.sessionsOpen() + stats.episodesRunning() + stats.groupsOpen()).isZero();
    assertThat(stats.episodesStarted())
        .isEqualTo(stats.episodesFinished() + stats.episodesAbandoned());
    assertThat(stats.groupsOpened()).isEqualTo(stats.groupsSent() + stats.groupsAbandoned());
    assertThat(stats.episodesFinished())
        .isEqualTo(stats.trajectoriesSent() + stats.trajectoriesDiscarded());
    assertThat(stats.trajectoriesSent()).isEqualTo(stats.groupsSent() * groupSize);
    assertThat(records.trajectories()).hasSize((int) stats.trajectoriesSent());
    assertThat(records.trajectories())
        .extracting(Trajectory::getTrajectoryId)
        .doesNotHaveDuplicates();
    assertThat(records.ends()).hasSize((int) stats.groupsAbandoned());
    assertThat(records.wholeGroups())
        .hasSize((int) stats.groupsSent())
        .doesNotContainAnyElementsOf(records.endedGroups());
  }

  private static void assertOrphansAreToldApart(Records records, int groupSize) {
    List<Trajectory> truncated =
        records.trajectories().stream()
            .filter(t -> t.getAttributes().containsKey("truncatedBecause"))
            .toList();
    assertThat(truncated)
        .hasSize(groupSize == 1 ? VICTIMS / 2 : 0)
        .allSatisfy(t -> assertThat(t.getAttributes()).containsEntry("truncatedBecause", LEFT))
        .allSatisfy(t -> assertThat(t.getTruncated()).isTrue())
        .allSatisfy(t -> assertThat(steps(t)).isBetween(1, EPISODE_STEPS - 1));
    assertThat(records.trajectories())
        .filteredOn(t -> !t.getAttributes().containsKey("truncatedBecause"))
        .allSatisfy(t -> assertThat(steps(t)).isEqualTo(EPISODE_STEPS));
    long killed = records.ends().stream().filter(end -> LEFT.equals(end.getReason())).count();
    if (groupSize == 1) {
      assertThat(killed).isEqualTo(VICTIMS / 2);
    } else {
      assertThat(killed).isBetween((long) VICTIMS / groupSize, (long) VICTIMS);
    }
  }

  private static int steps(Trajectory trajectory) {
    return trajectory.getRewards().getShape().get(0);
  }
}

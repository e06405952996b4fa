package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.Millrace;
import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.kafka.TopicSize;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.launcher.stack.EmbeddedStack;
import io.millrace.launcher.stack.Installation;
import io.millrace.recipe.Recipe;
import io.millrace.schema.Fate;
import io.millrace.schema.Topics;
import io.millrace.schema.TrajectoryFate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own, which join, die and leave while the policy learns. */
class WorkerProcessIT {
  private static final Topics TOPICS = Topics.standard();
  private static final long UPDATES = 300;

  /** Workers whose trajectories were learned from. */
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  @TempDir private Path folder;

  private final List<Process> workers = new ArrayList<>();

  private void accept(RunMonitor monitor, SpecificRecord record) {
    if (record instanceof TrajectoryFate fate && fate.getFate() == Fate.USED) {
      used.add(fate.getGroupId().substring(0, fate.getGroupId().lastIndexOf('-')));
    }
    monitor.accept(record);
  }

  @Test
  void workers_oneKilledOneJoiningLate_theRunEndsAndAddsUp() throws Exception {
    Recipe recipe = TinyRecipe.with("stop.updates=" + UPDATES);
    RunMonitor monitor =
        new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), RunClock.sinceNow());
    DataFolder data = DataFolder.open(folder.resolve("data"), false);
    List<String> watched = List.of(TOPICS.fates(), TOPICS.learnerMetrics(), TOPICS.policies());
    try (Pipeline pipeline = Pipeline.start(recipe, data, TOPICS);
        LogTail tail =
            LogTail.open(pipeline.stack().brokers(), watched, record -> accept(monitor, record))) {
      Process first = worker("first", pipeline);
      await(() -> used.contains("first"));
      Process second = worker("second", pipeline);
      await(() -> used.contains("second"));
      first.destroyForcibly();
      assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();

      await(monitor::finished);
      assertThat(second.waitFor(30, TimeUnit.SECONDS)).as("leaves by itself").isTrue();
      assertThat(second.exitValue()).isZero();
      assertThat(folder.resolve("second.log")).content().contains("worker second leaves");
      assertAddsUp(monitor, pipeline.stack());
    }
  }

  private Process worker(String id, Pipeline pipeline) throws IOException {
    File log = folder.resolve(id + ".log").toFile();
    Files.createDirectories(folder);
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Installation.find().libraries() + File.separator + "*",
                Millrace.class.getName(),
                "worker",
                pipeline.recipeFile().toString(),
                "--brokers",
                pipeline.stack().brokers(),
                "--store",
                pipeline.stack().store().toString(),
                "--id",
                id)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    workers.add(worker);
    return worker;
  }

  /** A worker outlives a test that failed: without a broker it waits for one. */
  @AfterEach
  void endWorkers() {
    workers.forEach(Process::destroyForcibly);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }

  private static void assertAddsUp(RunMonitor monitor, EmbeddedStack stack) {
    RunReport.Fates f =
        monitor.fates(new TopicSize(stack.brokers()).records(TOPICS.trajectories()));
    System.out.println(f);
    assertThat(f.used()).isEqualTo(UPDATES * 2 * 10);
    assertThat(
            f.used()
                + f.stale()
                + f.late()
                + f.duplicate()
                + f.rejected()
                + f.incomplete()
                + f.open())
        .isEqualTo(f.published());
  }
}

package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.launcher.cli.Commands;
import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.kafka.TopicSize;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.report.RunReport.CurvePoint;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.recipe.Recipe;
import io.millrace.recipe.RecipeReader;
import io.millrace.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Python simulator that acts by itself, with an exported model, and writes to Kafka: broker,
 * Flink and store are real. The interpreter is Debian's, or what the system property {@code
 * millrace.python} names.
 */
class DirectProducerIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Path CLIENT = Path.of("../env-producers/clients/direct");
  private static final String PYTHON = System.getProperty("millrace.python", "/usr/bin/python3");
  private static final int UPDATES = 32;
  private static final int WRONG = 13;

  @TempDir private Path folder;
  private final List<Process> scripts = new ArrayList<>();

  @BeforeEach
  void needsTheModules() throws Exception {
    boolean there;
    try {
      Process python =
          new ProcessBuilder(PYTHON, "-c", "import avro, confluent_kafka, numpy")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      there = python.waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(
        there,
        "skipped: %s has not all of avro, confluent_kafka and numpy; env-producers/external/setup direct installs them"
            .formatted(PYTHON));
  }

  @AfterEach
  void endScripts() {
    scripts.forEach(Process::destroyForcibly);
  }

  @Test
  @Timeout(240)
  void producer_amongWrongRecords_learnsAndEveryWrongOneIsADeadLetter() throws Exception {
    Recipe recipe =
        RecipeReader.read(CLIENT.resolve("reach.yaml"), List.of("stop.updates=" + UPDATES));
    RunMonitor monitor =
        new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), RunClock.sinceNow());
    DataFolder data = DataFolder.open(folder.resolve("data"), false);
    List<String> watched = List.of(TOPICS.fates(), TOPICS.learnerMetrics(), TOPICS.policies());
    try (Pipeline pipeline = Pipeline.start(recipe, data, TOPICS);
        LogTail tail = LogTail.open(pipeline.stack().brokers(), watched, monitor::accept)) {
      export(recipe, pipeline);
      Process producer = start("reach_producer.py", pipeline);
      await(() -> monitor.policy().version() > 1);
      Process wrong = start("wrong_records.py", pipeline);
      assertEnds(wrong, "wrong_records.py");
      assertThat(said("wrong_records.py"))
          .contains(WRONG + " wrong records, " + WRONG + " dead letters with the reason expected")
          .contains("expected finite values, field=rewards index=3 value=NaN")
          .contains("expected a log-density of at most -0.2258 at flow step 0");

      await(monitor::finished);
      assertThat(monitor.policy().version()).isEqualTo(UPDATES + 1);
      assertEnds(producer, "reach_producer.py");
      assertAddsUp(monitor, new TopicSize(pipeline.stack().brokers()));
      assertLearned(monitor.curve());
      assertThat(pipeline.restarts()).isZero();
    }
  }

  private void export(Recipe recipe, Pipeline pipeline) {
    int exit =
        Commands.commandLine()
            .execute(
                "policies",
                "export",
                recipe.policy().id() + "@1",
                "--store",
                pipeline.stack().store().toString(),
                "--output",
                folder.resolve("policy.onnx").toString());
    assertThat(exit).isZero();
  }

  private Process start(String script, Pipeline pipeline) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                PYTHON,
                CLIENT.resolve(script).toString(),
                folder.resolve("policy.onnx").toString(),
                pipeline.stack().brokers(),
                pipeline.stack().store().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(script + ".log").toFile());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    scripts.add(process);
    return process;
  }

  private void assertEnds(Process process, String script) throws Exception {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(script + " ends").isTrue();
    assertThat(process.exitValue()).as(said(script)).isZero();
  }

  private String said(String script) throws IOException {
    return Files.readString(folder.resolve(script + ".log"));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }

  private static void assertAddsUp(RunMonitor monitor, TopicSize size) throws InterruptedException {
    long published = size.records(TOPICS.trajectories());
    await(() -> monitor.fates(published).rejected() == WRONG);
    RunReport.Fates f = monitor.fates(published);
    System.out.println(f);
    assertThat(f.used()).isEqualTo(UPDATES * 8 * 8);
    assertThat(
            f.used()
                + f.stale()
                + f.late()
                + f.duplicate()
                + f.rejected()
                + f.incomplete()
                + f.open())
        .isEqualTo(published);
  }

  /** From a return of -5.8, of a point that hardly moves; one that arrives has -1. */
  private static void assertLearned(List<CurvePoint> curve) {
    System.out.println(curve.stream().map(CurvePoint::meanReturn).toList());
    assertThat(mean(curve.subList(UPDATES - 6, UPDATES)))
        .isGreaterThan(mean(curve.subList(0, 6)) + 1.5);
  }

  private static double mean(List<CurvePoint> points) {
    return points.stream().mapToDouble(CurvePoint::meanReturn).average().orElseThrow();
  }
}

package io.millrace.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.kafka.LogTail;
import io.millrace.launcher.kafka.RawProducer;
import io.millrace.launcher.report.RunReport;
import io.millrace.launcher.stack.DataFolder;
import io.millrace.recipe.Recipe;
import io.millrace.schema.DeadLetter;
import io.millrace.schema.RecordCodec;
import io.millrace.schema.Topics;
import io.millrace.schema.Trajectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that nobody should send, among good ones, through the real broker and the real jobs. */
class PoisonIT {
  private static final int GOOD = 1_000;
  private static final int POISON = 100;
  private static final Topics TOPICS = Topics.standard();

  private final Map<String, DeadLetter> letters = new ConcurrentHashMap<>();

  private static String place(int partition, long offset) {
    return partition + "@" + offset;
  }

  private void accept(RunMonitor monitor, SpecificRecord record) {
    if (record instanceof DeadLetter letter) {
      letters.put(place(letter.getPartition(), letter.getOffset()), letter);
    } else {
      monitor.accept(record);
    }
  }

  @Test
  void jobs_poisonAmongGoodRecords_useTheGoodAndSetAsideThePoison(@TempDir Path folder)
      throws Exception {
    // 1,000 trajectories of version 1 make 50 updates of 2 groups of 10; none may be too old.
    Recipe recipe = TinyRecipe.with("stop.updates=50", "learner.staleness=1000");
    RunMonitor monitor =
        new RunMonitor(recipe.policy().id(), recipe.policy().epoch(), RunClock.sinceNow());
    DataFolder data = DataFolder.open(folder.resolve("data"), false);
    try (Pipeline pipeline = Pipeline.start(recipe, data, TOPICS);
        LogTail tail =
            LogTail.open(
                pipeline.stack().brokers(),
                List.of(
                    TOPICS.fates(),
                    TOPICS.learnerMetrics(),
                    TOPICS.policies(),
                    TOPICS.deadLetters()),
                record -> accept(monitor, record))) {
      List<Trajectory> good = Experience.collect(recipe, pipeline.initial().policy(), GOOD);
      Map<String, Poison> sent = new TreeMap<>();
      try (RawProducer producer = RawProducer.connect(pipeline.stack().brokers())) {
        for (int i = 0; i < GOOD; i++) {
          producer.send(TOPICS.trajectories(), good.get(i), RecordCodec.encode(good.get(i)));
          if (i % (GOOD / POISON) == 0) {
            int n = i / (GOOD / POISON);
            Poison poison = Poison.values()[n % Poison.values().length];
            RawProducer.Place at =
                producer.send(TOPICS.trajectories(), good.get(i), poison.make(good.get(i), n));
            sent.put(place(at.partition(), at.offset()), poison);
          }
        }
      }

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> monitor.finished() && monitor.decided() == GOOD + POISON);
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> letters.size() >= POISON);

      RunReport.Fates fates = monitor.fates(GOOD + POISON);
      assertThat(fates).isEqualTo(new RunReport.Fates(1_100, 1_000, 0, 0, 0, 100, 0, 0));
      assertThat(letters.keySet()).isEqualTo(sent.keySet());
      sent.forEach(
          (at, poison) -> {
            assertThat(letters.get(at).getTopic()).isEqualTo(TOPICS.trajectories());
            assertThat(letters.get(at).getReason()).as(poison + " at " + at).matches("[a-z-]+");
            assertThat(letters.get(at).getDetail()).isNotBlank();
          });
      System.out.println("reasons: " + reasons(sent));
      assertThat(pipeline.restarts()).isZero();
    }
  }

  private Map<Poison, String> reasons(Map<String, Poison> sent) {
    Map<Poison, String> reasons = new TreeMap<>();
    sent.forEach((at, poison) -> reasons.put(poison, letters.get(at).getReason()));
    return reasons;
  }
}

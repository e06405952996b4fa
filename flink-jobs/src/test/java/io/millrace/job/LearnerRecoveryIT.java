package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.learner.AdvantageLog;
import io.millrace.job.learner.Announcer;
import io.millrace.job.learner.LearnerReplay;
import io.millrace.job.learner.VersionSink;
import io.millrace.job.learner.VersionStore;
import io.millrace.job.record.RawRecord;
import io.millrace.schema.PolicyAnnouncement;
import io.millrace.schema.Topics;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.PublishResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learner on Flink's mini cluster: killed in the middle, the same versions to the last bit. */
class LearnerRecoveryIT {
  private static final ConcurrentSkipListMap<Long, String> HELD = new ConcurrentSkipListMap<>();
  private static final ConcurrentSkipListSet<Long> REPEATED = new ConcurrentSkipListSet<>();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  /** A checkpoint with this number began after version 5 was announced. */
  private static final AtomicLong LATE_CHECKPOINT = new AtomicLong(Long.MAX_VALUE);

  private static Path checkpoints;

  @Test
  void run_failureAfterACheckpoint_sameHashesAsReplay(@TempDir Path folder) throws Exception {
    checkpoints = folder;
    List<RawRecord> log = AdvantageLog.groups(200);
    List<String> replayed = new ArrayList<>();
    new LearnerReplay(AdvantageLog.plan())
        .replay(log.iterator(), version -> replayed.add(version.sha256()));
    Configuration configuration = JobConfiguration.of(Duration.ofMillis(50), Duration.ofMillis(1));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);

    new LearnerJob(
            List.of(AdvantageLog.plan()), Topics.DEFAULT_PREFIX, ListSource.perSecond(log, 100))
        .build(
            env,
            new VersionSink(LearnerRecoveryIT::store, LearnerRecoveryIT::announcer),
            new CollectSink("recovery"));
    env.execute();

    assertThat(FAILURES).hasValue(1);
    assertThat(HELD.values()).containsExactlyElementsOf(replayed).hasSize(100);
    // It went on from the checkpoint, which held version 5, and did not begin anew.
    if (!REPEATED.isEmpty()) {
      assertThat(REPEATED.first()).isGreaterThan(5);
    }
  }

  private static VersionStore store() {
    return new VersionStore() {
      @Override
      public PublishResult publish(PolicyManifest manifest, byte[] artifact) {
        String before = HELD.putIfAbsent(manifest.version(), manifest.sha256());
        if (before != null) {
          REPEATED.add(manifest.version());
          assertThat(manifest.sha256()).isEqualTo(before);
        }
        return new PublishResult(manifest, before == null);
      }

      @Override
      public Optional<PolicyManifest> latest(String policyId, long epoch) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private static Announcer announcer() {
    return new Announcer() {
      @Override
      public void announce(PolicyAnnouncement announcement) throws IOException {
        if (announcement.getVersion() == 5) {
          // The next one may have begun before; the one after it cannot.
          LATE_CHECKPOINT.compareAndSet(Long.MAX_VALUE, newestCheckpoint(false) + 2);
        }
        if (newestCheckpoint(true) >= LATE_CHECKPOINT.get() && FAILURES.compareAndSet(0, 1)) {
          throw new IOException("killed by the test");
        }
      }

      @Override
      public void close() {}
    };
  }

  /** The number of the newest checkpoint in the folder; 0 where there is none. */
  private static long newestCheckpoint(boolean complete) {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("chk-"))
          .filter(file -> !complete || Files.exists(file.resolve("_metadata")))
          .mapToLong(file -> Long.parseLong(file.getFileName().toString().substring(4)))
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // Flink removes old checkpoints while we look.
    }
  }
}

package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.StoreEvent;
import io.millrace.store.client.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F05: {@code kill -9} of the store at random moments while 200 versions are published. After every
 * restart the head is the last acknowledged version or the one that was on its way, and every
 * acknowledged version reads back with its hash. 10 kills; {@code -Dmillrace.kills=N} for more.
 */
class StoreKillIT {
  private static final int VERSIONS = 200;
  private static final int KILLS = Integer.getInteger("millrace.kills", 10);
  private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());

  @TempDir private Path directory;
  private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
  private final Random random = new Random(SEED);
  private final Chain chain = Chain.of("walker", 1, VERSIONS, 4000, SEED);
  private int kills;
  private int killsWhilePublishing;
  private int unacknowledgedKept;
  private int acknowledged;

  @AfterEach
  void stop() {
    killer.shutdownNow();
  }

  @Test
  void publish_storeKilledAtRandomMoments_losesNothingAcknowledged() {
    System.out.println("seed=" + SEED);
    while (acknowledged < VERSIONS) {
      try (StoreProcess store = StoreProcess.start(directory.resolve("data"));
          ModelStoreClient client = store.client()) {
        checkEverythingAcknowledged(client);
        publishUntilKilled(store, client);
      }
    }
    try (StoreProcess store = StoreProcess.start(directory.resolve("data"));
        ModelStoreClient client = store.client()) {
      checkEverythingAcknowledged(client);
      checkEvents(client.events(0, Duration.ZERO));
      assertThat(store.terminate()).isEqualTo(StoreProcess.TERMINATED);
    }
    System.out.printf(
        "kills=%d while-publishing=%d unacknowledged-but-kept=%d%n",
        kills, killsWhilePublishing, unacknowledgedKept);
    assertThat(kills).isEqualTo(KILLS);
  }

  private void publishUntilKilled(StoreProcess store, ModelStoreClient client) {
    int versionsLeft = VERSIONS - acknowledged;
    int killsLeft = KILLS - kills;
    int killAfter =
        killsLeft == 0
            ? Integer.MAX_VALUE
            : acknowledged + random.nextInt(Math.max(1, 2 * versionsLeft / (killsLeft + 1)));
    try {
      while (acknowledged < VERSIONS) {
        if (acknowledged >= killAfter && kills < KILLS) {
          kills++;
          killAfter = Integer.MAX_VALUE;
          killSoon(store);
        }
        publish(client, acknowledged + 1);
        acknowledged++;
      }
    } catch (StoreUnavailableException e) {
      killsWhilePublishing++;
    }
  }

  private void killSoon(StoreProcess store) {
    ScheduledFuture<?> kill =
        killer.schedule(store::kill, random.nextInt(8000), TimeUnit.MICROSECONDS);
    assertThat(kill.isCancelled()).isFalse();
  }

  private void publish(ModelStoreClient client, int version) {
    client.publish(
        PolicyManifest.of(
            "walker",
            1,
            version,
            chain.artifact(version),
            chain.parentSha256(version),
            "recipe",
            version),
        chain.artifact(version));
  }

  private void checkEverythingAcknowledged(ModelStoreClient client) {
    long head = client.latest("walker").map(PolicyManifest::version).orElse(0L);
    assertThat(head).isBetween((long) acknowledged, acknowledged + 1L);
    if (head > acknowledged) {
      unacknowledgedKept++;
    }
    assertThat(client.health().status()).isEqualTo("ok");
    List<PolicyManifest> versions = client.versions("walker");
    assertThat(versions).hasSize((int) head);
    for (PolicyManifest manifest : versions) {
      assertThat(manifest.sha256()).isEqualTo(chain.sha256(manifest.version()));
      assertThat(client.artifact(manifest.sha256())).isEqualTo(chain.artifact(manifest.version()));
    }
  }

  private static void checkEvents(List<StoreEvent> events) {
    assertThat(events).extracting(StoreEvent::version).isSorted().doesNotHaveDuplicates();
    assertThat(events).hasSize(VERSIONS).extracting(StoreEvent::sequence).isSorted();
  }
}

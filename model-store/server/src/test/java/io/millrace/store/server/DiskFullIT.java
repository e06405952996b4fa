package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F09: a disk that is really full, a small tmpfs. Needs the right to mount one and is skipped
 * without; {@link ModelStoreTest} has the case that the store stops in time by itself.
 */
class DiskFullIT {
  @TempDir private Path mount;
  @TempDir private Path elsewhere;

  @BeforeEach
  void mount() throws Exception {
    // Unpacks RocksDB's native library, once in a process, where there is room for it.
    open(elsewhere).close();
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", mount.toString()));
  }

  @AfterEach
  void unmount() throws Exception {
    boolean unmounted = run("umount", mount.toString());
    System.out.println("unmounted=" + unmounted);
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void publish_diskFullThenFreed_losesNothingAndGoesOnByItself() throws Exception {
    Path ballast = mount.resolve("ballast");
    Files.write(ballast, new byte[24 << 20]);
    Chain chain = Chain.of("walker", 1, 400, 30_000, 1);
    Path data = mount.resolve("data");
    int kept;
    try (ModelStore store = open(data)) {
      kept = publishUntilFull(store, chain);
      checkKept(store, chain, kept);

      Files.delete(ballast);
      long freed = System.nanoTime();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> takes(store, chain, kept + 1));
      System.out.printf(
          "kept=%d recovered-after-ms=%d%n", kept, (System.nanoTime() - freed) / 1_000_000);
      checkKept(store, chain, kept + 1);
    }
    try (ModelStore store = open(data)) {
      checkKept(store, chain, kept + 1);
    }
  }

  /** Without a reserve, so that RocksDB meets the end of the disk itself. */
  private static ModelStore open(Path data) {
    return ModelStore.open(new StoreSettings(data, 1 << 20, 0), Clock.systemUTC());
  }

  private static int publishUntilFull(ModelStore store, Chain chain) {
    int kept = 0;
    while (takes(store, chain, kept + 1)) {
      kept++;
    }
    assertThat(kept).isBetween(1, chain.length() - 2);
    return kept;
  }

  private static boolean takes(ModelStore store, Chain chain, int version) {
    try {
      return chain.publish(store, version).created();
    } catch (StoreFailureException e) {
      assertThat(e.failure()).isEqualTo(Failure.STORE_FULL);
      return false;
    }
  }

  private static void checkKept(ModelStore store, Chain chain, int kept) {
    assertThat(store.latest("walker").orElseThrow().version()).isEqualTo(kept);
    for (int version = 1; version <= kept; version++) {
      assertThat(store.artifact(chain.sha256(version))).contains(chain.artifact(version));
    }
    assertThat(store.health().status()).isEqualTo("ok");
  }
}

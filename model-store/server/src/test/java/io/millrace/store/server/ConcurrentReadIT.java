package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.StoreEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F28: four workers follow a policy while it is published and RocksDB flushes (the versions are
 * several times its buffers). Every read is whole, and no worker ever sees an older version.
 */
class ConcurrentReadIT {
  private static final int VERSIONS = 280;
  private static final int BYTES = 512 << 10;

  @TempDir private Path directory;
  private final Chain chain = Chain.of("walker", 1, VERSIONS, BYTES, 1);

  @Test
  void followers_whilePublishingAndFlushing_readWholeVersionsInOrder() throws Exception {
    try (ModelStore store = ModelStore.open(StoreSettings.in(directory), Clock.systemUTC());
        StoreHttp http = StoreHttp.start(store, "127.0.0.1", 0)) {
      URI address = URI.create("http://127.0.0.1:" + http.port());
      List<CompletableFuture<Integer>> followers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        followers.add(CompletableFuture.supplyAsync(() -> follow(address)));
      }
      try (ModelStoreClient client = new ModelStoreClient(address)) {
        for (int version = 1; version <= VERSIONS; version++) {
          client.publish(manifest(version), chain.artifact(version));
        }
      }
      int reads = 0;
      for (CompletableFuture<Integer> follower : followers) {
        reads += follower.get(60, TimeUnit.SECONDS);
      }
      System.out.println("versions=" + VERSIONS + " reads=" + reads);
    }
  }

  private PolicyManifest manifest(int version) {
    return PolicyManifest.of(
        "walker", 1, version, chain.artifact(version), chain.parentSha256(version), "recipe", 0);
  }

  /** Waits for news, then reads the newest, as a worker does; returns how often it did. */
  private int follow(URI address) {
    try (ModelStoreClient client = new ModelStoreClient(address)) {
      long seen = 0;
      long after = 0;
      int reads = 0;
      while (seen < VERSIONS) {
        for (StoreEvent event : client.events(after, Duration.ofSeconds(30), "walker")) {
          after = event.sequence();
        }
        PolicyManifest latest = client.latest("walker").orElseThrow();
        assertThat(latest.version()).isGreaterThanOrEqualTo(Math.max(seen, after));
        assertThat(client.artifact(latest.sha256())).hasSize(BYTES);
        seen = latest.version();
        reads++;
      }
      return reads;
    }
  }
}

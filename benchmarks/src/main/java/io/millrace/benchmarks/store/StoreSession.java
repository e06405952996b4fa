package io.millrace.benchmarks.store;

import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.StoreEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One publisher and one watcher of a policy, each with a connection of its own. */
final class StoreSession implements AutoCloseable {
  private static final String POLICY = "benchmark";
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final ModelStoreClient publisher;
  private final ModelStoreClient watcher;
  private final ExecutorService watching = Executors.newSingleThreadExecutor();
  private final Random random = new Random(1);
  private final byte[] artifact;
  private String head;
  private long version;
  private long seen;

  /**
   * @param artifactBytes size of each version, incompressible
   */
  StoreSession(URI store, int artifactBytes) {
    publisher = new ModelStoreClient(store);
    watcher = new ModelStoreClient(store);
    artifact = new byte[artifactBytes];
  }

  /** Publishes the next version; seconds until the store has it on disk. */
  double publish() {
    random.nextBytes(artifact);
    PolicyManifest next = PolicyManifest.of(POLICY, 1, ++version, artifact, head, null, -1);
    long begun = System.nanoTime();
    publisher.publish(next, artifact);
    double seconds = (System.nanoTime() - begun) / 1e9;
    head = next.sha256();
    return seconds;
  }

  /** Asks for the newest version; seconds until its manifest is here. */
  double readHead() {
    long begun = System.nanoTime();
    long found = publisher.latest(POLICY).orElseThrow().version();
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (found != version) {
      throw new IllegalStateException("expected version=" + version + " at the head, got " + found);
    }
    return seconds;
  }

  /** Publishes while a watcher waits; seconds from the call until the watcher knows. */
  double publishAndNotice() {
    List<StoreEvent> missed = watcher.events(seen, Duration.ZERO);
    missed.forEach(event -> seen = event.sequence());
    if (!missed.isEmpty()) {
      return publishAndNotice();
    }
    CompletableFuture<Long> noticed =
        CompletableFuture.supplyAsync(
            () -> {
              watcher.events(seen, WAIT);
              return System.nanoTime();
            },
            watching);
    long begun = System.nanoTime();
    publish();
    try {
      return (noticed.get() - begun) / 1e9;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while watching", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the watcher failed", e.getCause());
    }
  }

  @Override
  public void close() {
    watching.shutdownNow();
    publisher.close();
    watcher.close();
  }
}

package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.StoreEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process: what it prints, writes and returns. */
class StoreProcessIT {
  @TempDir private Path directory;

  private Path data() {
    return directory.resolve("data");
  }

  @Test
  void start_thenTerminate_saysOneLineAndKeepsTheData() {
    Chain chain = Chain.of("walker", 1, 1, 100, 1);
    try (StoreProcess store = StoreProcess.start(data());
        ModelStoreClient client = store.client()) {
      client.publish(
          PolicyManifest.of("walker", 1, 1, chain.artifact(1), null, "recipe", -1),
          chain.artifact(1));
      assertThat(store.terminate()).isEqualTo(StoreProcess.TERMINATED);
      assertThat(store.output()).isEqualTo("model store listening on " + store.address() + "\n");
    }
    try (StoreProcess store = StoreProcess.start(data());
        ModelStoreClient client = store.client()) {
      assertThat(client.latest("walker")).isPresent();
    }
  }

  @Test
  void terminate_whileSomebodyWaits_endsTheWaitAndExitsSoon() throws Exception {
    try (StoreProcess store = StoreProcess.start(data());
        ModelStoreClient client = store.client()) {
      CompletableFuture<List<StoreEvent>> waiting =
          CompletableFuture.supplyAsync(() -> client.events(0, Duration.ofSeconds(50)));
      long start = System.nanoTime();
      client.health();
      assertThat(store.terminate()).isEqualTo(StoreProcess.TERMINATED);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(waiting.handle((events, failure) -> true).get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void start_directoryInUse_failsWithOneClearLine() throws Exception {
    try (StoreProcess store = StoreProcess.start(data())) {
      Path output = directory.resolve("second.out");
      Process second = StoreProcess.launch(data(), output, directory.resolve("second.port"));
      assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(1);
      assertThat(Files.readString(output))
          .contains("expected a data directory of our own")
          .contains("held by pid=")
          .hasLineCount(1);
      assertThat(directory.resolve("second.port")).doesNotExist();
      assertThat(store.terminate()).isEqualTo(StoreProcess.TERMINATED);
    }
  }

  @Test
  void start_portInUse_failsWithAClearLine() throws Exception {
    try (StoreProcess store = StoreProcess.start(data())) {
      Path output = directory.resolve("second.out");
      Process second =
          StoreProcess.launch(
              directory.resolve("other"),
              output,
              directory.resolve("second.port"),
              "--port",
              "" + store.address().getPort());
      assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(1);
      assertThat(Files.readString(output))
          .contains("model store cannot start: Port already in use")
          .doesNotContain("\tat ");
    }
  }
}

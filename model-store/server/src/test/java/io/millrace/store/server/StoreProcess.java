package io.millrace.store.server;

import io.millrace.store.client.ClientSettings;
import io.millrace.store.client.ModelStoreClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The real server in a process of its own, as the launcher starts it. */
final class StoreProcess implements AutoCloseable {
  /** What a JVM returns that SIGTERM has ended, after its shutdown hooks. */
  static final int TERMINATED = 128 + 15;

  private final Process process;
  private final Path output;
  private final int port;

  private StoreProcess(Process process, Path output, Path portFile) {
    this.process = process;
    this.output = output;
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.exists(portFile) || !process.isAlive());
    try {
      this.port = Integer.parseInt(Files.readString(portFile).strip());
    } catch (IOException e) {
      throw new AssertionError("expected the store to start, got " + output(), e);
    }
  }

  static StoreProcess start(Path data, String... options) {
    try {
      Path portFile = data.resolveSibling(data.getFileName() + ".port");
      Path output = data.resolveSibling(data.getFileName() + ".out");
      Files.deleteIfExists(portFile);
      return new StoreProcess(launch(data, output, portFile, options), output, portFile);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts the process without waiting for anything. */
  static Process launch(Path data, Path output, Path portFile, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(StoreServer.class.getName());
    command.addAll(List.of("--data", data.toString(), "--port-file", portFile.toString()));
    Collections.addAll(command, options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A client that does not hide failures. */
  ModelStoreClient client() {
    return new ModelStoreClient(address(), ClientSettings.defaults().withRetryFor(Duration.ZERO));
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code kill -9}; returns without waiting. */
  void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() {
    process.destroy();
    return exitCode();
  }

  int exitCode() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("expected the store to exit within 30 s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
    exitCode();
  }
}

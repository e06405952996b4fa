package io.millrace.benchmarks.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The model store's server in a JVM of its own, on a free port, with the launcher's JVM flags. */
final class StoreServerProcess implements AutoCloseable {
  private static final String LISTENING = "model store listening on ";
  private static final int STOP_SECONDS = 5;

  private final Process process;
  private final URI address;

  private StoreServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts the server and waits until it says where it listens. */
  static StoreServerProcess start(Path libraries, Path data) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            libraries + File.separator + "*",
            "io.millrace.store.server.StoreServer",
            "--data",
            data.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      if (line == null || !line.startsWith(LISTENING)) {
        process.destroy();
        throw new IllegalStateException("expected \"" + LISTENING + "...\", got " + line);
      }
      return new StoreServerProcess(process, URI.create(line.substring(LISTENING.length())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the model store", e);
    }
  }

  URI address() {
    return address;
  }

  /** Stops the server and waits until it is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}

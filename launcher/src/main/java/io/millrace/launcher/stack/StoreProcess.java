package io.millrace.launcher.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The model store's server in a JVM of its own: its RocksDB classes may not meet Flink's.
 *
 * <p>A small shell stands between the two JVMs. It holds the parent's end of a pipe as its input,
 * so the store ends with its parent even when the parent is killed; and it makes the store deaf to
 * the Ctrl-C that a terminal sends to all processes in front, so that the parent decides when the
 * store stops.
 */
public final class StoreProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final String SERVER_CLASS = "io.millrace.store.server.StoreServer";

  /** $0 is the command's name, "$@" the store's command line; end of input means stop. */
  private static final String WARDEN =
      "trap '' INT; exec 3<&0; \"$@\" </dev/null 3<&- & store=$!; "
          + "{ cat <&3 >/dev/null; kill \"$store\" 2>/dev/null; } >/dev/null 2>&1 & warden=$!; "
          + "wait \"$store\"; status=$?; kill \"$warden\" 2>/dev/null; exit \"$status\"";

  private final Process process;
  private final URI address;

  private StoreProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the store and waits until it listens.
   *
   * @param libraries folder with the server's jars
   * @param data folder for its models
   * @param log file for its output
   * @param port the port to listen on; 0 picks a free one
   * @throws IllegalStateException where it does not come up; the message ends with its output
   */
  public static StoreProcess start(Path libraries, Path data, Path log, int port) {
    if (!Files.isDirectory(libraries)) {
      throw new IllegalStateException(
          "the model store's jars are missing, expected them in folder=" + libraries);
    }
    Path portFile = data.resolveSibling(data.getFileName() + ".port");
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WARDEN, "millrace-store"));
    command.addAll(storeCommand(libraries, data, portFile, port));
    try {
      Files.deleteIfExists(portFile);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      try {
        int bound = awaitPort(process, portFile);
        return new StoreProcess(process, URI.create("http://127.0.0.1:" + bound));
      } catch (TimeoutException e) {
        end(process);
        throw new IllegalStateException(
            "the model store did not start: " + e.getMessage() + "\n" + tail(log), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the model store", e);
    }
  }

  private static List<String> storeCommand(Path libraries, Path data, Path portFile, int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        libraries + File.separator + "*",
        SERVER_CLASS,
        "--data",
        data.toString(),
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--port-file",
        portFile.toString());
  }

  private static int awaitPort(Process process, Path portFile)
      throws IOException, TimeoutException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (WatchService watch = portFile.getFileSystem().newWatchService()) {
      portFile
          .getParent()
          .register(
              watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (System.nanoTime() < deadline) {
        if (Files.exists(portFile)) {
          String text = Files.readString(portFile).strip();
          if (!text.isEmpty()) {
            return Integer.parseInt(text);
          }
        }
        if (!process.isAlive()) {
          throw new TimeoutException("it ended, exit=" + process.exitValue());
        }
        WatchKey key = watch.poll(100, TimeUnit.MILLISECONDS); // also looks whether it lives
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(process);
      throw new IllegalStateException("interrupted while the model store was starting", e);
    }
    throw new TimeoutException("it did not listen within " + START_LIMIT.toSeconds() + " s");
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  /** Closes the pipe, which the shell turns into a SIGTERM; what is left then gets a SIGKILL. */
  private static void end(Process process) {
    List<ProcessHandle> family = process.descendants().toList();
    try {
      process.getOutputStream().close();
      if (process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (IOException e) {
      // The pipe is broken because the shell is gone: kill what it left behind.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Where the store listens. */
  public URI address() {
    return address;
  }

  /** Whether the store still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the store and waits until it is gone; a second call does nothing. */
  @Override
  public void close() {
    end(process);
  }
}

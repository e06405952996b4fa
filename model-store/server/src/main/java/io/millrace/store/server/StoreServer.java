package io.millrace.store.server;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The store's process. Says where it listens in one line on standard output, serves until it gets
 * SIGTERM or SIGINT, and closes its database then. Exit codes: 128 plus the signal as of every JVM,
 * 1 if it cannot open its data or listen, 2 for wrong arguments.
 */
@Command(
    name = "millrace-store",
    description = "Serves a directory of policy versions over HTTP.",
    mixinStandardHelpOptions = true)
public final class StoreServer implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Data directory, made if missing. One process at a time.")
  private Path data;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--port-file",
      paramLabel = "FILE",
      description = "Gets the port number once the store listens.")
  private Path portFile;

  @Option(
      names = "--max-artifact-bytes",
      defaultValue = "" + StoreSettings.DEFAULT_MAX_ARTIFACT_BYTES,
      paramLabel = "N",
      description = "Largest artifact it takes (default: ${DEFAULT-VALUE}).")
  private long maxArtifactBytes;

  @Option(
      names = "--min-free-bytes",
      defaultValue = "" + StoreSettings.DEFAULT_MIN_FREE_BYTES,
      paramLabel = "N",
      description = "Refuses to publish below this much free disk (default: ${DEFAULT-VALUE}).")
  private long minFreeBytes;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StoreServer()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (ModelStore store = ModelStore.open(settings(), Clock.systemUTC());
        StoreHttp http = StoreHttp.start(store, host, port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped)));
      announce(http.port());
      stop.await();
    } catch (StoreFailureException | JavalinBindException | IOException e) {
      spec.commandLine().getErr().println("model store cannot start: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      stopped.countDown();
    }
    return CommandLine.ExitCode.OK;
  }

  private StoreSettings settings() {
    return new StoreSettings(data, maxArtifactBytes, minFreeBytes);
  }

  private void announce(int boundPort) throws IOException {
    if (portFile != null) {
      writeAtomically(portFile.toAbsolutePath(), boundPort + "\n");
    }
    PrintWriter out = spec.commandLine().getOut();
    String shownHost = host.contains(":") ? "[" + host + "]" : host;
    out.println("model store listening on http://" + shownHost + ":" + boundPort);
    out.flush();
  }

  /** Whoever waits for the file sees all of it or nothing. */
  private static void writeAtomically(Path file, String text) throws IOException {
    Path whole = Files.createTempFile(file.getParent(), ".port", null);
    try {
      Files.writeString(whole, text);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** The shutdown hook: the process lives until its hooks have returned. */
  private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

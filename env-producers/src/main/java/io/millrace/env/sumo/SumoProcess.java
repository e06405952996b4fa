package io.millrace.env.sumo;

import io.millrace.env.external.ChildProcess;
import io.millrace.env.external.ExternalTools;
import io.millrace.env.external.SimulatorException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SUMO as a child process and the connection to it. It dies with {@link #close}, and with this JVM
 * at the latest.
 */
final class SumoProcess implements AutoCloseable {

  private static final Duration START_UP = Duration.ofSeconds(20);
  private static final int ANSWER_MILLIS = 60_000;
  private static final int RETRY_MILLIS = 10;
  private static final int PORTS = 3;

  /** A call of the connection. */
  interface Call<T> {
    T on(TraciConnection connection) throws IOException;
  }

  private final ChildProcess child;
  private final TraciConnection connection;

  private SumoProcess(ChildProcess child, TraciConnection connection) {
    this.child = child;
    this.connection = connection;
  }

  /** Why SUMO cannot run here; empty where it can. */
  static Optional<String> unavailable() {
    return List.of("sumo", "netgenerate").stream()
        .filter(program -> ExternalTools.program(program).isEmpty())
        .findFirst()
        .map(program -> ExternalTools.notInstalled("sumo", program));
  }

  /**
   * The path of one of SUMO's programs.
   *
   * @throws SimulatorException if it is not installed
   */
  static Path program(String name) {
    return ExternalTools.program(name)
        .orElseThrow(() -> new SimulatorException(ExternalTools.notInstalled("sumo", name)));
  }

  /**
   * Starts SUMO and waits until it answers.
   *
   * @param options of its command line, without the port
   */
  static SumoProcess start(List<String> options) {
    SimulatorException last = null;
    for (int attempt = 0; attempt < PORTS; attempt++) {
      int port = freePort();
      List<String> command = new ArrayList<>(List.of(program("sumo").toString()));
      command.addAll(options);
      command.addAll(List.of("--remote-port", Integer.toString(port)));
      ChildProcess child = ChildProcess.start("sumo", command);
      try {
        return new SumoProcess(child, connect(child, port));
      } catch (SimulatorException e) {
        child.close();
        last = e; // another program may have taken the port: another attempt, another port
      }
    }
    throw last;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new SimulatorException("expected a free port for sumo", e);
    }
  }

  private static TraciConnection connect(ChildProcess child, int port) {
    long deadline = System.nanoTime() + START_UP.toNanos();
    while (true) {
      try {
        TraciConnection connection = TraciConnection.connect(port, ANSWER_MILLIS);
        connection.version();
        return connection;
      } catch (IOException e) {
        if (!child.alive() || System.nanoTime() > deadline) {
          throw child.failure("expected an answer within " + START_UP + ", port=" + port, e);
        }
        pause(child);
      }
    }
  }

  private static void pause(ChildProcess child) {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw child.failure("interrupted before it answered", e);
    }
  }

  /**
   * Calls SUMO.
   *
   * @throws SimulatorException if it refuses, or if it no longer answers; in both cases it is
   *     closed, because an unfinished conversation cannot be continued
   */
  <T> T call(Call<T> call) {
    try {
      return call.on(connection);
    } catch (IOException e) {
      SimulatorException failure = child.failure("the process no longer answers", e);
      child.close();
      throw failure;
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }

  long pid() {
    return child.pid();
  }

  boolean alive() {
    return child.alive();
  }

  @Override
  public void close() {
    if (child.alive()) {
      connection.close();
    }
    child.close();
  }
}

package io.millrace.env.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A simulator as a child process: what it says for people is kept for error messages, and it never
 * outlives this JVM's orderly end.
 */
public final class ChildProcess implements AutoCloseable {

  private static final int KEPT_LINES = 20;
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::killAll, "simulators-end"));
  }

  private final String name;
  private final Process process;
  private final Thread listener;
  private final Deque<String> lastLines = new ArrayDeque<>();

  private ChildProcess(String name, Process process, InputStream spoken) {
    this.name = name;
    this.process = process;
    RUNNING.add(process);
    process.onExit().thenAccept(RUNNING::remove);
    this.listener = new Thread(() -> listen(spoken), name + "-says");
    listener.setDaemon(true);
    listener.start();
  }

  /** Both of its outputs are only kept for error messages. */
  public static ChildProcess start(String name, List<String> command) {
    Process process = launch(name, new ProcessBuilder(command).redirectErrorStream(true));
    return new ChildProcess(name, process, process.getInputStream());
  }

  /** Its standard input and output are the caller's; its error output is kept. */
  public static ChildProcess piped(String name, List<String> command) {
    Process process = launch(name, new ProcessBuilder(command));
    return new ChildProcess(name, process, process.getErrorStream());
  }

  private static Process launch(String name, ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SimulatorException(
          "expected a program that starts, simulator=" + name + " command=" + builder.command(), e);
    }
  }

  private static void killAll() {
    RUNNING.forEach(Process::destroyForcibly);
  }

  private void listen(InputStream spoken) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(spoken, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      keep("(" + e + ")");
    }
  }

  private void keep(String line) {
    synchronized (lastLines) {
      lastLines.add(line);
      if (lastLines.size() > KEPT_LINES) {
        lastLines.remove();
      }
    }
  }

  /** What the process reads. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** What the process writes, if it was started with pipes. */
  public InputStream output() {
    return process.getInputStream();
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * The exit code.
   *
   * @throws SimulatorException if it has not ended by then; it is killed
   */
  public int awaitExit(Duration atMost) {
    try {
      if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SimulatorException late = failure("expected it to end within " + atMost, null);
    close();
    throw late;
  }

  /** An error of this simulator, with what became of the process and what it said last. */
  public SimulatorException failure(String what, Throwable cause) {
    String state = exitCode();
    synchronized (lastLines) {
      String said = lastLines.isEmpty() ? "nothing" : String.join(" | ", lastLines);
      return new SimulatorException(
          what + ", simulator=" + name + " process=" + state + " said=" + said, cause);
    }
  }

  /** Waits a moment: a pipe breaks a little before its process is gone. */
  private String exitCode() {
    try {
      if (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        return "running";
      }
      listener.join(200);
      return "ended with " + process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /** Asks the process to end, and kills it if it does not. It is gone when this returns. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package io.millrace.benchmarks.peer;

import io.millrace.benchmarks.measure.Contender;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The same work in PyTorch, in one Python process that starts when it is first asked for. Where
 * there is no PyTorch, or one that would make us look better than we are, a note says what to do.
 */
public final class PyTorch implements AutoCloseable {
  /** Names the Python to use, before the system's own. */
  public static final String PYTHON_VARIABLE = "MILLRACE_PYTHON";

  private static final List<String> SCRIPTS =
      List.of("peer.py", "flow.py", "stream_ac.py", "pendulum.py");

  /** The reference BLAS reaches about 2, OpenBLAS 30 to 100. */
  private static final double SLOW_GFLOPS = 10;

  private final Consumer<String> note;
  private boolean asked;
  private PeerProcess process;
  private Path folder;

  /**
   * @param note tells a person something
   */
  public PyTorch(Consumer<String> note) {
    this.note = note;
  }

  /** One of its benchmarks as a side of a comparison; empty where PyTorch is missing. */
  public Optional<Contender> contender(String benchmark) {
    if (!asked) {
      asked = true;
      start();
    }
    return Optional.ofNullable(process).map(running -> running.contender(benchmark));
  }

  private void start() {
    folder = unpack();
    String reason = "";
    for (String python : pythons()) {
      try {
        process =
            PeerProcess.start(List.of(python, folder.resolve(SCRIPTS.get(0)).toString()), folder);
        warnOfSlowBlas();
        return;
      } catch (PeerException e) {
        reason = e.getMessage();
      }
    }
    note.accept("PyTorch is missing, so only our own figures follow (" + reason + "). To install:");
    note.accept("  Debian, Ubuntu: apt-get install -y python3-torch libopenblas0-pthread");
    note.accept(
        "  elsewhere: pip install torch; " + PYTHON_VARIABLE + "=/path/to/python3 names it");
  }

  private static Set<String> pythons() {
    Set<String> candidates = new LinkedHashSet<>();
    Optional.ofNullable(System.getenv(PYTHON_VARIABLE)).ifPresent(candidates::add);
    candidates.add("/usr/bin/python3");
    candidates.add("python3");
    return candidates;
  }

  private void warnOfSlowBlas() {
    double gflops = process.hello().path("gflops").asDouble();
    if (gflops < SLOW_GFLOPS) {
      note.accept(
          "PyTorch multiplies matrices at "
              + gflops
              + " GFLOP/s with "
              + process.hello().path("blas").asText()
              + ": it lacks a fast BLAS (apt-get install -y libopenblas0-pthread), and ratios say"
              + " nothing about it");
    }
  }

  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("millrace-peers-");
      for (String script : SCRIPTS) {
        try (InputStream in = PyTorch.class.getResourceAsStream(script)) {
          Files.copy(in, folder.resolve(script));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the peer's scripts", e);
    }
  }

  /** Ends the process and removes its scripts. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    if (folder == null) {
      return;
    }
    try {
      for (String script : SCRIPTS) {
        Files.deleteIfExists(folder.resolve(script));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      note.accept("left behind: " + folder);
    }
  }
}

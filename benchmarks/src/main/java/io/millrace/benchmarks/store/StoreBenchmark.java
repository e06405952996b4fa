package io.millrace.benchmarks.store;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.benchmarks.measure.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** The model store over HTTP, its server in a process of its own. */
public final class StoreBenchmark implements Benchmark {
  /** A network of three hidden layers of 256, float32. */
  private static final int ARTIFACT_BYTES = 566_000;

  private static final int CALLS_PER_ROUND = 20;
  private static final int WARM_UP_CALLS = 60;

  @Override
  public String id() {
    return "model-store";
  }

  @Override
  public String group() {
    return "store";
  }

  @Override
  public String question() {
    return "How long until a 566 kB version is on disk, until its head is read, until a watcher"
        + " knows?";
  }

  @Override
  public String missing(BenchmarkContext context) {
    Path libraries = context.storeLibraries();
    return libraries != null && Files.isDirectory(libraries)
        ? null
        : "the model store's jars are not there, folder=" + libraries;
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    Path data = temporaryFolder();
    int calls = CALLS_PER_ROUND * context.effort().rounds();
    try (StoreServerProcess server = StoreServerProcess.start(context.storeLibraries(), data);
        StoreSession session = new StoreSession(server.address(), ARTIFACT_BYTES)) {
      return List.of(
          result("store-publish-566kb", calls, session::publish),
          result("store-read-head", calls, session::readHead),
          result("store-publish-to-watcher-566kb", calls, session::publishAndNotice));
    } finally {
      remove(data);
    }
  }

  private static BenchmarkResult result(String id, int calls, DoubleSupplier operation) {
    Samples seconds = new Samples();
    for (int i = -WARM_UP_CALLS; i < calls; i++) {
      double taken = operation.getAsDouble();
      if (i >= 0) {
        seconds.add(taken);
      }
    }
    return BenchmarkResult.alone(
        id, Unit.MILLISECONDS, Unit.MILLISECONDS.ofSeconds(seconds.median()));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("millrace-store-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the store", e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the store's folder, folder=" + folder, e);
    }
  }
}

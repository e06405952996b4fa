package io.millrace.launcher.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many idle simulators, each with a connection of its own, on a few threads. */
final class IdleCrowd implements AutoCloseable {
  /** How the names of its threads begin. */
  static final String THREADS = "idle-simulators-";

  private final List<List<IdleSimulator>> shares = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Connects all of them.
   *
   * @throws IOException if the gateway refuses one
   */
  IdleCrowd(int port, int simulators, int threads, int episodeSteps) throws IOException {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            threads, work -> new Thread(work, THREADS + number.getAndIncrement()));
    try {
      for (int t = 0; t < threads; t++) {
        List<IdleSimulator> share = new ArrayList<>();
        shares.add(share);
        for (int i = 0; i < simulators / threads; i++) {
          share.add(new IdleSimulator(port, episodeSteps));
        }
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** In every round each simulator asks once; all of a thread ask before one reads its answer. */
  void play(int rounds) {
    List<Callable<Void>> work = new ArrayList<>();
    for (List<IdleSimulator> share : shares) {
      work.add(
          () -> {
            for (int round = 0; round < rounds; round++) {
              for (IdleSimulator simulator : share) {
                simulator.ask();
              }
              for (IdleSimulator simulator : share) {
                simulator.hear();
              }
            }
            return null;
          });
    }
    try {
      for (Future<Void> each : threads.invokeAll(work)) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while simulators played", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a simulator failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (List<IdleSimulator> share : shares) {
      for (IdleSimulator simulator : share) {
        simulator.close();
      }
    }
  }
}

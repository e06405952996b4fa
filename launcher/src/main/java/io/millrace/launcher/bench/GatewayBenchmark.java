package io.millrace.launcher.bench;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.gateway.Gateway;
import io.millrace.gateway.GatewayLimits;
import io.millrace.gateway.GatewaySettings;
import io.millrace.gateway.net.GatewayServer;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.launcher.report.Percentiles;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast the gateway answers simulators on the same machine: a policy of 64-64 with four flow
 * steps, 17 numbers seen, 6 acted; clients that compute nothing; trajectories are counted, not
 * sent.
 */
public final class GatewayBenchmark implements Benchmark {
  private static final int SESSIONS = 1000;
  private static final int CLIENT_THREADS = 2;
  private static final int EPISODE_STEPS = 1000;
  private static final double NANOS_IN_MS = 1e6;

  @Override
  public String id() {
    return "gateway";
  }

  @Override
  public String group() {
    return "end-to-end";
  }

  @Override
  public String question() {
    return "How long does a simulator wait for an action, and how many steps do 1,000 of them"
               + " make?";
  }

  @Override
  public List<BenchmarkResult> run(BenchmarkContext context) {
    boolean quick = context.effort().id().equals("quick");
    try (GatewayServer server =
        GatewayServer.start(gateway(), ServerSettings.plain("127.0.0.1", 0))) {
      Percentiles one = oneSession(server.port(), quick ? 5_000 : 30_000);
      double many = manySessions(server.port(), quick ? 30 : 150);
      return List.of(
          BenchmarkResult.alone("gateway-action-p50", Unit.MILLISECONDS, one.p50()),
          BenchmarkResult.alone("gateway-action-p99", Unit.MILLISECONDS, one.p99()),
          BenchmarkResult.alone("gateway-1000-sessions", Unit.ENV_STEPS_PER_SECOND, many));
    } catch (IOException e) {
      throw new IllegalStateException("cannot talk to the gateway: " + e.getMessage(), e);
    }
  }

  private static Gateway gateway() {
    Recipe recipe = IngestPolicy.recipe();
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "idle",
            ActionSpace.Box.unbounded(IngestPolicy.OBSERVATION),
            ActionSpace.Box.of(IngestPolicy.ACTION, -1, 1),
            EPISODE_STEPS,
            false);
    RolloutSettings rollout =
        new RolloutSettings(
            recipe.policy().id(), 0, "gateway", 1, 1, 0, 1_000_000, 1, Duration.ofSeconds(2));
    GatewayLimits limits =
        new GatewayLimits(
            1 << 20,
            2 * SESSIONS,
            2 * SESSIONS,
            1,
            1_000_000,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30));
    TrajectorySink nowhere = new Nowhere();
    Gateway gateway =
        new Gateway(
            new GatewaySettings(rollout, environment, false, Acting::exploring, limits, null),
            nowhere,
            nowhere,
            InstantSource.system(),
            System::nanoTime);
    gateway.offer(
        new ActingPolicy(
            1, FlowPolicy.fromArtifact(IngestPolicy.firstVersion(recipe).artifact()), false));
    return gateway;
  }

  /** Round trips of one client, the first half of them as warm-up. */
  private static Percentiles oneSession(int port, int steps) throws IOException {
    double[] waited = new double[steps / 2];
    try (IdleSimulator simulator = new IdleSimulator(port, EPISODE_STEPS)) {
      for (int i = 0; i < steps; i++) {
        long since = System.nanoTime();
        simulator.step();
        double ms = (System.nanoTime() - since) / NANOS_IN_MS;
        if (i >= steps - waited.length) {
          waited[i - (steps - waited.length)] = ms;
        }
      }
    }
    return Percentiles.of(waited);
  }

  /** Steps a second of all, after some rounds as warm-up. */
  private static double manySessions(int port, int rounds) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENT_THREADS);
    List<List<IdleSimulator>> shares = new ArrayList<>();
    try {
      for (int t = 0; t < CLIENT_THREADS; t++) {
        List<IdleSimulator> share = new ArrayList<>();
        shares.add(share);
        for (int i = 0; i < SESSIONS / CLIENT_THREADS; i++) {
          share.add(new IdleSimulator(port, EPISODE_STEPS));
        }
      }
      play(threads, shares, rounds / 3);
      long since = System.nanoTime();
      play(threads, shares, rounds);
      return rounds * SESSIONS / ((System.nanoTime() - since) / 1e9);
    } finally {
      threads.shutdownNow();
      for (List<IdleSimulator> share : shares) {
        for (IdleSimulator simulator : share) {
          simulator.close();
        }
      }
    }
  }

  /** In every round each client asks once; all ask before the first answer is read. */
  private static void play(ExecutorService threads, List<List<IdleSimulator>> shares, int rounds) {
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
      throw new IllegalStateException("interrupted while clients played", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
    }
  }

  /** Where trajectories go that nobody learns from. */
  private static final class Nowhere implements TrajectorySink {
    @Override
    public void send(Trajectory trajectory) {}

    @Override
    public void send(GroupEnd end) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

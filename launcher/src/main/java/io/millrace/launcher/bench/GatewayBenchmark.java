package io.millrace.launcher.bench;

import io.millrace.benchmarks.Benchmark;
import io.millrace.benchmarks.BenchmarkContext;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Unit;
import io.millrace.gateway.net.GatewayServer;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.launcher.report.Percentiles;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.io.IOException;
import java.util.List;

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
        GatewayServer.start(
            IdleGateway.to(new Nowhere(), "gateway", 1, EPISODE_STEPS, SESSIONS),
            ServerSettings.plain("127.0.0.1", 0))) {
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
    try (IdleCrowd crowd = new IdleCrowd(port, SESSIONS, CLIENT_THREADS, EPISODE_STEPS)) {
      crowd.play(rounds / 3);
      long since = System.nanoTime();
      crowd.play(rounds);
      return rounds * SESSIONS / ((System.nanoTime() - since) / 1e9);
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

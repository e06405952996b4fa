package io.millrace.launcher.bench;

import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.TimeLimit;
import io.millrace.gateway.Gateway;
import io.millrace.gateway.net.GatewayServer;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.PolicyFeed;
import io.millrace.rollout.RolloutWorker;
import io.millrace.rollout.TrajectorySink;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who fills the trajectories topic with the episodes of a simulator that computes nothing. */
enum PipelineSource {
  /** Simulators with a connection each to a gateway. */
  GATEWAY {
    @Override
    void play(TrajectorySink sink, String workerId, AtomicBoolean stop) throws IOException {
      try (Gateway gateway = IdleGateway.to(sink, workerId, IngestPolicy.GROUP, STEPS, SIMULATORS);
          GatewayServer server =
              GatewayServer.start(gateway, ServerSettings.plain("127.0.0.1", 0));
          IdleCrowd crowd = new IdleCrowd(server.port(), SIMULATORS, CLIENT_THREADS, STEPS)) {
        while (!stop.get()) {
          crowd.play(ROUNDS);
        }
      }
    }

    @Override
    int rows() {
      return 1;
    }
  },
  /** One worker of this process, which has the environments itself. */
  WORKER {
    @Override
    void play(TrajectorySink sink, String workerId, AtomicBoolean stop) {
      new RolloutWorker(
              IdleGateway.rollout(workerId, IngestPolicy.GROUP),
              () -> TimeLimit.of(new SimulatedEnvironment(new IdleWorld(STEPS))),
              new OneVersion(stop),
              sink,
              InstantSource.system())
          .run();
    }

    @Override
    int rows() {
      return IngestPolicy.GROUP;
    }
  };

  /** Steps of every episode. */
  static final int STEPS = 200;

  /** How the ids of both begin, as workers and as producers. */
  static final String PREFIX = "pipeline-";

  private static final String THREADS = "pipeline-source";
  private static final int SIMULATORS = 64;
  private static final int CLIENT_THREADS = 2;
  private static final int ROUNDS = 20;

  /** Plays until told to stop; the sink is not closed. */
  abstract void play(TrajectorySink sink, String workerId, AtomicBoolean stop) throws IOException;

  /** Decisions that one call of the policy makes. */
  abstract int rows();

  String workerId() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  /** Whether a thread of this name is the worker's. */
  static boolean works(String thread) {
    return thread.equals(THREADS);
  }

  /** Plays on a thread of its own; what comes back ends with it. */
  CompletableFuture<Void> start(TrajectorySink sink, AtomicBoolean stop) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                play(sink, workerId(), stop);
                ended.complete(null);
              } catch (IOException | RuntimeException e) {
                ended.completeExceptionally(e);
              }
            },
            THREADS);
    thread.setDaemon(true);
    thread.start();
    return ended;
  }

  /** The same version until the end. */
  private record OneVersion(ActingPolicy policy, AtomicBoolean stop) implements PolicyFeed {
    OneVersion(AtomicBoolean stop) {
      this(IdleGateway.policy(), stop);
    }

    @Override
    public ActingPolicy awaitNewer(long version, Duration atMost) {
      return new ActingPolicy(policy.version(), policy.policy(), stop.get());
    }

    @Override
    public void close() {}
  }
}

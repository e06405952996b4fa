package io.millrace.gateway.kafka;

import io.millrace.gateway.EpisodeSummary;
import io.millrace.gateway.Gateway;
import io.millrace.gateway.GatewaySettings;
import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.net.GatewayServer;
import io.millrace.gateway.net.ServerSettings;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.PolicyFeedException;
import io.millrace.rollout.kafka.KafkaPolicyFeed;
import io.millrace.rollout.kafka.KafkaTrajectorySink;
import io.millrace.rollout.kafka.WorkerSettings;
import io.millrace.store.client.ModelStoreClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A gateway of a pipeline: sockets, the announcements, the store and the trajectories topic put
 * together. It owns its connections.
 */
public final class KafkaGateway implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration LAST_WEIGHTS = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 10;
  private static final Duration LEAVING = Duration.ofSeconds(2);
  private static final Duration LONGEST_LEAVING = Duration.ofSeconds(30);

  private final ModelStoreClient store;
  private final KafkaTrajectorySink sink;
  private final KafkaTrajectorySink demonstrations;
  private final KafkaPolicyFeed feed;
  private final Gateway gateway;
  private final GatewayServer server;
  private volatile boolean closing;

  /**
   * Connects and listens.
   *
   * @param demonstrations topic of logged episodes, which must exist
   */
  public KafkaGateway(
      GatewaySettings settings,
      WorkerSettings pipeline,
      ServerSettings address,
      String demonstrations) {
    store = new ModelStoreClient(pipeline.storeUrl());
    sink = KafkaTrajectorySink.connect(pipeline.brokers(), pipeline.workerId(), pipeline.topics());
    this.demonstrations =
        KafkaTrajectorySink.connect(
            pipeline.brokers(), pipeline.workerId() + "-log", demonstrations);
    feed =
        KafkaPolicyFeed.connect(
            pipeline.brokers(),
            store,
            pipeline.topics(),
            settings.rollout().policyId(),
            settings.rollout().epoch());
    gateway =
        new Gateway(settings, sink, this.demonstrations, InstantSource.system(), System::nanoTime);
    try {
      server = GatewayServer.start(gateway, address);
    } catch (RuntimeException e) {
      release();
      throw e;
    }
    Thread follower = new Thread(this::follow, "gateway-policies");
    follower.setDaemon(true);
    follower.start();
  }

  private void follow() {
    try {
      ActingPolicy newest = null;
      while (!closing && (newest == null || !newest.finished())) {
        long version = newest == null ? 0 : newest.version();
        newest = feed.awaitNewer(version, LOOK_AGAIN);
        if (newest != null) {
          newest = newest.finished() ? lastWeights(newest, version) : newest;
          gateway.offer(newest);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PolicyFeedException | IllegalArgumentException e) {
      if (!closing) {
        gateway.fail(e);
      }
    }
  }

  /** The end is told before its weights are there: they are what clients judge. */
  private ActingPolicy lastWeights(ActingPolicy finished, long known) throws InterruptedException {
    long until = System.nanoTime() + LAST_WEIGHTS.toNanos();
    ActingPolicy newest = finished;
    while (!closing && newest.version() == known && System.nanoTime() < until) {
      Thread.sleep(LOOK_MILLIS); // a feed that has ended answers at once
      newest = feed.awaitNewer(known, LOOK_AGAIN);
    }
    return newest;
  }

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  public GatewayStats stats() {
    return gateway.stats();
  }

  /** The last episodes that reached their end, oldest first. */
  public List<EpisodeSummary> recent() {
    return gateway.recent();
  }

  /** Calls this once, when it cannot go on; on any thread. */
  public void onFailure(Runnable call) {
    gateway.onFailure(call);
  }

  /** Why it cannot go on; null as long as all is well. */
  public RuntimeException failure() {
    return gateway.failure();
  }

  /**
   * Lets clients end their episodes for a moment, and for longer as long as they judge what was
   * learned; ends all connections, keeps what was sent, releases everything.
   */
  @Override
  public void close() {
    try {
      awaitLastVersion();
      gateway.finish();
      awaitLeaving();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closing = true;
    server.close();
    gateway.close();
    release();
  }

  /** Where the learner has finished, its last version may still be on the way. */
  private void awaitLastVersion() throws InterruptedException {
    long until = System.nanoTime() + LAST_WEIGHTS.plus(LOOK_AGAIN).toNanos();
    while (!gateway.stats().finished() && gateway.failure() == null && System.nanoTime() < until) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void awaitLeaving() throws InterruptedException {
    long begun = System.nanoTime();
    long until = begun + LEAVING.toNanos();
    long judged = gateway.stats().evaluations().finished();
    while (gateway.stats().connectionsOpen() > 0 && System.nanoTime() < until) {
      long now = gateway.stats().evaluations().finished();
      if (now > judged) {
        judged = now;
        until = Math.min(System.nanoTime() + LEAVING.toNanos(), begun + LONGEST_LEAVING.toNanos());
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void release() {
    feed.close();
    try (store;
        sink;
        demonstrations) {
      // in this order, whatever one of them says
    }
  }
}

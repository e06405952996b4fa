package io.millrace.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.EpisodeGroup.Place;
import io.millrace.gateway.Refusal.Code;
import io.millrace.gateway.ResetLine.Waiter;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.PolicyFit;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.Trajectory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out episodes to the sessions of simulators elsewhere, as the quota allows, and sends what
 * they bring: whole groups, played to their end by one version of the policy, or none of a group.
 *
 * <p>Each connection is served on its own executor; what they share is guarded here. A reset that
 * the quota does not allow waits in line, first come, first served, and is told to try again after
 * {@link GatewayLimits#resetWait}.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final GatewaySettings settings;
  private final Publication publication;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final EpisodeGroups groups;
  private final ResetLine line = new ResetLine();
  private final GatewayCounters counters = new GatewayCounters();
  private final OpenSessions sessions;
  private final Evaluations evaluations;
  private long newsAt;
  private boolean learned;
  private boolean closed;

  /**
   * @param sink takes trajectories; not closed with the gateway
   * @param demonstrations takes logged episodes; not closed with the gateway
   * @param clock event times
   * @param nanos measures how long something lasts
   */
  public Gateway(
      GatewaySettings settings,
      TrajectorySink sink,
      TrajectorySink demonstrations,
      InstantSource clock,
      LongSupplier nanos) {
    this.settings = settings;
    this.publication = new Publication(settings.rollout(), sink, demonstrations);
    this.clock = clock;
    this.nanos = nanos;
    this.groups = new EpisodeGroups(settings.rollout());
    this.sessions = new OpenSessions(settings.limits().sessions());
    this.evaluations = new Evaluations(settings);
    this.newsAt = nanos.getAsLong();
  }

  /**
   * Acts with this version in the groups that begin from now on.
   *
   * @throws IllegalArgumentException if it does not fit the environment
   */
  public void offer(ActingPolicy policy) {
    List<EpisodeGroup> old = List.of();
    boolean isNew;
    synchronized (this) {
      isNew = groups.newest() == null || policy.version() > groups.newest().version();
      if (isNew) {
        PolicyFit.check(settings.environment(), policy.policy().spec());
        old = groups.advance(new ActorPool(policy, Acting.exploring(policy.policy())));
        newsAt = nanos.getAsLong();
      }
      learned |= policy.finished();
    }
    old.forEach(group -> abandon(group, "too old: its version is stale before all members came"));
    if (isNew) {
      evaluations.offer(policy);
    }
    serveWaiters();
  }

  /** A client has connected; its messages and ours to it are handled on this executor. */
  public GatewayConnection connect(Outbox outbox, Executor executor) {
    counters.connected();
    return new GatewayConnection(this, outbox, executor);
  }

  /** The answer to a client for whom there is no room. */
  public ObjectNode refuseConnection() {
    counters.refused(Code.LIMIT);
    return Replies.noRoom(settings.limits().connections());
  }

  /** What it bears. */
  public GatewayLimits limits() {
    return settings.limits();
  }

  GatewayCounters counters() {
    return counters;
  }

  Evaluations evaluations() {
    return evaluations;
  }

  GatewaySettings settings() {
    return settings;
  }

  long now() {
    return nanos.getAsLong();
  }

  long millis() {
    return clock.millis();
  }

  RandomSource noise(Place place) {
    return groups.random(place.group().number()).split("action").split(place.member());
  }

  synchronized long version() {
    return groups.version();
  }

  synchronized long mostEpisodes() {
    return groups.mostEpisodes();
  }

  void open(Session session) {
    sessions.add(session);
  }

  void closed(Session session) {
    synchronized (this) {
      line.remove(session);
    }
    evaluations.remove(session);
    sessions.remove(session);
    serveWaiters();
  }

  /** Begins episodes now, later, or not at all any more. */
  void reset(Session session, int episodes) {
    publication.checkWorking();
    List<Place> places;
    synchronized (this) {
      if (learned) {
        places = List.of();
      } else {
        places = line.isEmpty() && groups.newest() != null ? groups.take(episodes) : null;
        if (places == null) {
          line.add(session, episodes, now());
          return;
        }
        counters.started(places.size());
      }
    }
    session.begin(places);
  }

  private void serveWaiters() {
    List<Runnable> calls = new ArrayList<>();
    synchronized (this) {
      for (Waiter first = line.first(); first != null; first = line.first()) {
        List<Place> places = learned ? List.of() : groups.take(first.episodes());
        if (places == null) {
          break;
        }
        line.removeFirst();
        counters.started(places.size());
        Session session = first.session();
        calls.add(() -> session.execute(() -> session.begin(places)));
      }
    }
    calls.forEach(Runnable::run);
  }

  /** A member has reached its end. */
  void finish(Place place, Trajectory trajectory, EpisodeSummary summary) {
    List<Trajectory> whole;
    synchronized (this) {
      whole = groups.finish(place, trajectory);
      counters.finished(summary, whole.size());
      newsAt = now();
    }
    publication.send(whole);
  }

  /** A member will not reach its end: nothing of its group is used. */
  void giveUp(Place place, int stepsTaken, String reason) {
    synchronized (this) {
      groups.leave(place);
      counters.abandoned(stepsTaken);
      newsAt = now();
    }
    abandon(place.group(), reason);
    serveWaiters();
  }

  private void abandon(EpisodeGroup group, String reason) {
    boolean first;
    synchronized (this) {
      first = groups.abandon(group, reason);
    }
    if (first) {
      publication.abandon(group, reason, clock.millis());
    }
  }

  /** An episode that somebody else's policy played. */
  void log(Trajectory demonstration) {
    publication.checkWorking();
    publication.log(demonstration);
    counters.logged();
  }

  /** Calls this once, when nothing can be kept any more; on any thread. */
  public void onFailure(Runnable call) {
    publication.onFailure(call);
  }

  /** Nothing can be kept any more: every further reset is refused. */
  public void fail(RuntimeException cause) {
    publication.fail(cause);
  }

  /** Why nothing can be kept any more; null as long as all is well. */
  public RuntimeException failure() {
    return publication.failure();
  }

  /** Looks after what has waited too long; to be called several times a second. */
  public void tick() {
    long now = now();
    List<Session> late;
    synchronized (this) {
      late = line.removeLate(now, settings.limits().resetWait().toNanos());
      // Groups were lost, or another producer's share is missing: see GroupQuota.
      if (!line.isEmpty()
          && groups.newest() != null
          && groups.running() == 0
          && now - newsAt > settings.rollout().patience().toNanos()) {
        groups.stalled();
        newsAt = now;
      }
    }
    late.addAll(evaluations.removeLate(now, settings.limits().resetWait().toNanos()));
    late.forEach(session -> session.execute(session::waitedTooLong));
    serveWaiters();
    sessions.giveUpIdle(now);
  }

  /** The last episodes that reached their end, oldest first. */
  public synchronized List<EpisodeSummary> recent() {
    return counters.recent();
  }

  /** A consistent snapshot. From any thread. */
  public synchronized GatewayStats stats() {
    return counters.stats(groups, sessions, evaluations.stats(), learned, line.delayed());
  }

  /** No further episode begins: the next reset of each client is told so. */
  public void finish() {
    synchronized (this) {
      learned = true;
    }
    serveWaiters();
  }

  /** Abandons the groups that are open, and flushes. Connections should be gone by now. */
  @Override
  public void close() {
    List<EpisodeGroup> left;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      left = groups.openGroups();
    }
    try {
      left.forEach(group -> abandon(group, "gateway stopped"));
      publication.flush();
    } catch (Refusal e) {
      LOG.warn("not all groups could be ended", e);
    }
    LOG.info("gateway {} leaves, {}", settings.rollout().workerId(), stats());
  }
}

package io.millrace.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.random.RandomSource;
import io.millrace.gateway.EpisodeGroup.Place;
import io.millrace.gateway.Refusal.Code;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.PolicyFit;
import io.millrace.rollout.TrajectorySink;
import io.millrace.rollout.TrajectorySinkException;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
  private static final int REMEMBERED = 4_096;

  private final GatewaySettings settings;
  private final TrajectorySink sink;
  private final TrajectorySink demonstrations;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final EpisodeGroups groups;
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final Deque<EpisodeSummary> recent = new ArrayDeque<>();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Map<Code, AtomicLong> refused = new ConcurrentHashMap<>();
  private final AtomicInteger sessionsOpen = new AtomicInteger();
  private final AtomicLong sessionsOpened = new AtomicLong();
  private final AtomicLong connectionsOpen = new AtomicLong();
  private final AtomicLong connectionsOpened = new AtomicLong();
  private final AtomicLong logged = new AtomicLong();
  private long started;
  private long finishedEpisodes;
  private long abandonedEpisodes;
  private long sentTrajectories;
  private long steps;
  private long delayed;
  private long newsAt;
  private boolean learned;
  private boolean closed;
  private volatile RuntimeException failure;
  private volatile Runnable onFailure = () -> {};

  /** A reset in line. */
  private record Waiter(Session session, int episodes, long since) {}

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
    this.sink = sink;
    this.demonstrations = demonstrations;
    this.clock = clock;
    this.nanos = nanos;
    this.groups = new EpisodeGroups(settings.rollout());
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
        old = groups.advance(new ActorPool(policy));
        newsAt = nanos.getAsLong();
      }
      learned |= policy.finished();
    }
    old.forEach(group -> abandon(group, "too old: its version is stale before all members came"));
    serveWaiters();
  }

  /** A client has connected; its messages and ours to it are handled on this executor. */
  public GatewayConnection connect(Outbox outbox, Executor executor) {
    connectionsOpened.incrementAndGet();
    connectionsOpen.incrementAndGet();
    return new GatewayConnection(this, outbox, executor);
  }

  /** The answer to a client for whom there is no room. */
  public ObjectNode refuseConnection() {
    refused(Code.LIMIT);
    return Replies.error(
        null,
        new Refusal(
            Code.LIMIT,
            "connections: expected at most " + settings.limits().connections() + " at once"));
  }

  /** What it bears. */
  public GatewayLimits limits() {
    return settings.limits();
  }

  void disconnected() {
    connectionsOpen.decrementAndGet();
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

  void refused(Code code) {
    refused.computeIfAbsent(code, c -> new AtomicLong()).incrementAndGet();
  }

  synchronized long version() {
    return groups.newest() == null ? 0 : groups.newest().version();
  }

  synchronized long mostEpisodes() {
    return groups.mostEpisodes();
  }

  void open(Session session) {
    int limit = settings.limits().sessions();
    if (sessionsOpen.incrementAndGet() > limit) {
      sessionsOpen.decrementAndGet();
      throw new Refusal(Code.LIMIT, "sessions: expected at most " + limit + " at once");
    }
    sessionsOpened.incrementAndGet();
    sessions.add(session);
  }

  void closed(Session session) {
    synchronized (this) {
      waiters.removeIf(w -> w.session() == session);
    }
    if (sessions.remove(session)) {
      sessionsOpen.decrementAndGet();
    }
    serveWaiters();
  }

  /** Begins episodes now, later, or not at all any more. */
  void reset(Session session, int episodes) {
    checkWorking();
    List<Place> places;
    synchronized (this) {
      if (learned) {
        places = List.of();
      } else {
        places = waiters.isEmpty() && groups.newest() != null ? groups.take(episodes) : null;
        if (places == null) {
          waiters.add(new Waiter(session, episodes, now()));
          delayed++;
          return;
        }
        started += places.size();
      }
    }
    session.begin(places);
  }

  private void checkWorking() {
    if (failure != null) {
      throw new Refusal(Code.FAILED, "the gateway cannot go on: " + failure.getMessage());
    }
  }

  private void serveWaiters() {
    List<Runnable> calls = new ArrayList<>();
    synchronized (this) {
      while (!waiters.isEmpty()) {
        Waiter first = waiters.peek();
        List<Place> places = learned ? List.of() : groups.take(first.episodes());
        if (places == null) {
          break;
        }
        waiters.remove();
        started += places.size();
        calls.add(() -> first.session().execute(() -> first.session().begin(places)));
      }
    }
    calls.forEach(Runnable::run);
  }

  /** A member has reached its end. */
  void finish(Place place, Trajectory trajectory, EpisodeSummary summary) {
    List<Trajectory> whole;
    synchronized (this) {
      whole = groups.finish(place, trajectory);
      finishedEpisodes++;
      sentTrajectories += whole.size();
      steps += summary.steps();
      newsAt = now();
      recent.addLast(summary);
      if (recent.size() > REMEMBERED) {
        recent.removeFirst();
      }
    }
    publish(() -> whole.forEach(sink::send));
  }

  /** A member will not reach its end: nothing of its group is used. */
  void giveUp(Place place, int stepsTaken, String reason) {
    synchronized (this) {
      groups.leave(place);
      abandonedEpisodes++;
      steps += stepsTaken;
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
      LOG.info("group {} abandoned: {}", group.id(), reason);
      publish(
          () ->
              sink.send(
                  GroupEnd.newBuilder()
                      .setPolicyId(settings.rollout().policyId())
                      .setEpoch(settings.rollout().epoch())
                      .setGroupId(group.id())
                      .setReason(reason)
                      .setEndedAtMs(clock.millis())
                      .build()));
    }
  }

  /** An episode that somebody else's policy played. */
  void log(Trajectory demonstration) {
    checkWorking();
    publish(() -> demonstrations.send(demonstration));
    logged.incrementAndGet();
  }

  private void publish(Runnable sending) {
    try {
      sending.run();
    } catch (TrajectorySinkException e) {
      fail(e);
      throw new Refusal(Code.FAILED, "the gateway cannot go on: " + e.getMessage());
    }
  }

  /** Calls this once, when nothing can be kept any more; on any thread. */
  public void onFailure(Runnable call) {
    onFailure = call;
    if (failure != null) {
      call.run();
    }
  }

  /** Nothing can be kept any more: every further reset is refused. */
  public void fail(RuntimeException cause) {
    if (failure == null) {
      failure = cause;
      LOG.error("the gateway cannot go on", cause);
      onFailure.run();
    }
  }

  /** Why nothing can be kept any more; null as long as all is well. */
  public RuntimeException failure() {
    return failure;
  }

  /** Looks after what has waited too long; to be called several times a second. */
  public void tick() {
    long now = now();
    List<Session> late = new ArrayList<>();
    synchronized (this) {
      long bound = settings.limits().resetWait().toNanos();
      for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
        Waiter waiter = all.next();
        if (now - waiter.since() > bound) {
          all.remove();
          late.add(waiter.session());
        }
      }
      // Groups were lost, or another producer's share is missing: see GroupQuota.
      if (!waiters.isEmpty()
          && groups.newest() != null
          && groups.running() == 0
          && now - newsAt > settings.rollout().patience().toNanos()) {
        groups.stalled();
        newsAt = now;
      }
    }
    late.forEach(session -> session.execute(session::waitedTooLong));
    serveWaiters();
    for (Session session : sessions) {
      if (session.isIdle(now)) {
        session.execute(session::giveUpIdle);
      }
    }
  }

  /** The last episodes that reached their end, oldest first. */
  public synchronized List<EpisodeSummary> recent() {
    return List.copyOf(recent);
  }

  /** A consistent snapshot. From any thread. */
  public synchronized GatewayStats stats() {
    Map<String, Long> refusals = new TreeMap<>();
    refused.forEach((code, count) -> refusals.put(code.text(), count.get()));
    long waiting = groups.waiting();
    return new GatewayStats(
        version(),
        learned,
        connectionsOpened.get(),
        connectionsOpen.get(),
        sessionsOpened.get(),
        sessionsOpen.get(),
        started,
        finishedEpisodes,
        abandonedEpisodes,
        groups.running(),
        groups.opened(),
        groups.sent(),
        groups.abandoned(),
        groups.openGroups().size(),
        sentTrajectories,
        finishedEpisodes - sentTrajectories - waiting,
        waiting,
        steps,
        delayed,
        logged.get(),
        refusals);
  }

  ObjectNode statsReply(String session) {
    return Replies.stats(session, stats());
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
      sink.flush();
      demonstrations.flush();
    } catch (Refusal e) {
      LOG.warn("not all groups could be ended", e);
    }
    LOG.info("gateway {} leaves, {}", settings.rollout().workerId(), stats());
  }
}

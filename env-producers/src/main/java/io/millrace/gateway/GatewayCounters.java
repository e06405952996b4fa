package io.millrace.gateway;

import io.millrace.gateway.Refusal.Code;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a gateway counts. Episodes and steps are guarded by {@link Gateway}, so that a snapshot adds
 * up; the rest is counted from any thread.
 */
final class GatewayCounters {

  private static final int REMEMBERED = 4_096;

  private final Deque<EpisodeSummary> recent = new ArrayDeque<>();
  private final Map<Code, AtomicLong> refused = new ConcurrentHashMap<>();
  private final AtomicLong connectionsOpen = new AtomicLong();
  private final AtomicLong connectionsOpened = new AtomicLong();
  private final AtomicLong logged = new AtomicLong();
  private long started;
  private long finished;
  private long abandoned;
  private long sent;
  private long steps;

  void connected() {
    connectionsOpened.incrementAndGet();
    connectionsOpen.incrementAndGet();
  }

  void disconnected() {
    connectionsOpen.decrementAndGet();
  }

  void refused(Code code) {
    refused.computeIfAbsent(code, c -> new AtomicLong()).incrementAndGet();
  }

  void logged() {
    logged.incrementAndGet();
  }

  void started(int episodes) {
    started += episodes;
  }

  /** An episode has reached its end, and with it so many trajectories may be sent. */
  void finished(EpisodeSummary episode, int sending) {
    finished++;
    sent += sending;
    steps += episode.steps();
    recent.addLast(episode);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
  }

  void abandoned(int stepsTaken) {
    abandoned++;
    steps += stepsTaken;
  }

  List<EpisodeSummary> recent() {
    return List.copyOf(recent);
  }

  GatewayStats stats(
      EpisodeGroups groups,
      OpenSessions sessions,
      EvaluationStats evaluations,
      boolean learned,
      long delayed) {
    Map<String, Long> refusals = new TreeMap<>();
    refused.forEach((code, count) -> refusals.put(code.text(), count.get()));
    long waiting = groups.waiting();
    return new GatewayStats(
        groups.version(),
        learned,
        connectionsOpened.get(),
        connectionsOpen.get(),
        sessions.opened(),
        sessions.open(),
        started,
        finished,
        abandoned,
        groups.running(),
        groups.opened(),
        groups.sent(),
        groups.abandoned(),
        groups.openGroups().size(),
        sent,
        finished - sent - waiting,
        waiting,
        steps,
        delayed,
        logged.get(),
        evaluations,
        refusals);
  }
}

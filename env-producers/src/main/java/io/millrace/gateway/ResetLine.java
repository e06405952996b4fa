package io.millrace.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Resets that wait: first come, first served. Guarded by whoever owns it. */
final class ResetLine {

  /** A reset in line. */
  record Waiter(Session session, int episodes, long since) {}

  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long delayed;

  boolean isEmpty() {
    return waiters.isEmpty();
  }

  /** How many have ever waited. */
  long delayed() {
    return delayed;
  }

  void add(Session session, int episodes, long now) {
    waiters.add(new Waiter(session, episodes, now));
    delayed++;
  }

  /** Whose turn it is; null if nobody waits. */
  Waiter first() {
    return waiters.peek();
  }

  void removeFirst() {
    waiters.remove();
  }

  /** Takes everybody out. */
  List<Waiter> takeAll() {
    List<Waiter> all = List.copyOf(waiters);
    waiters.clear();
    return all;
  }

  void remove(Session session) {
    waiters.removeIf(waiter -> waiter.session() == session);
  }

  /** Takes out those who have waited for longer than this. */
  List<Session> removeLate(long now, long nanos) {
    List<Session> late = new ArrayList<>();
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      if (now - waiter.since() > nanos) {
        all.remove();
        late.add(waiter.session());
      }
    }
    return late;
  }
}

package io.millrace.gateway;

import io.millrace.gateway.Refusal.Code;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions of all clients. From any thread. */
final class OpenSessions {

  private final int limit;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();

  OpenSessions(int limit) {
    this.limit = limit;
  }

  /**
   * Takes one in.
   *
   * @throws Refusal if there are as many as may be
   */
  void add(Session session) {
    if (open.incrementAndGet() > limit) {
      open.decrementAndGet();
      throw new Refusal(Code.LIMIT, "sessions: expected at most " + limit + " at once");
    }
    opened.incrementAndGet();
    sessions.add(session);
  }

  void remove(Session session) {
    if (sessions.remove(session)) {
      open.decrementAndGet();
    }
  }

  /** Those that have said nothing for too long give up what they play. */
  void giveUpIdle(long now) {
    for (Session session : sessions) {
      if (session.isIdle(now)) {
        session.execute(session::giveUpIdle);
      }
    }
  }

  long open() {
    return open.get();
  }

  long opened() {
    return opened.get();
  }
}

package io.millrace.store.server;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets any number of callers wait for events without a thread each.
 *
 * <p>A waiter is registered before it looks into the log, and a change makes all waiters look
 * again, so nothing that arrives in between is missed. They look on one thread of the feed's own;
 * changes that arrive while it works are looked at together.
 */
final class EventFeed implements AutoCloseable {
  private record Waiter(long after, String policyId, CompletableFuture<List<Event>> answer) {}

  private final ModelStore store;
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean signaled = new AtomicBoolean();
  private final ExecutorService notifier = Executors.newSingleThreadExecutor(EventFeed::daemon);
  private volatile boolean closed;

  EventFeed(ModelStore store) {
    this.store = store;
    store.onChange(this::signal);
  }

  /**
   * Events after a sequence number, at once if there are any, else as soon as there are.
   *
   * @param policyId null for all policies
   * @param wait how long at most; the answer is empty then, and when the feed closes
   */
  CompletableFuture<List<Event>> after(long after, String policyId, Duration wait) {
    Waiter waiter = new Waiter(after, policyId, new CompletableFuture<>());
    waiters.add(waiter);
    look(waiter);
    if (closed) {
      waiter.answer().complete(List.of());
    }
    return waiter
        .answer()
        .completeOnTimeout(List.of(), wait.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((events, failure) -> waiters.remove(waiter));
  }

  /** How many callers wait. */
  int waiting() {
    return waiters.size();
  }

  private void signal() {
    if (!waiters.isEmpty() && signaled.compareAndSet(false, true)) {
      notifier.execute(
          () -> {
            signaled.set(false);
            waiters.forEach(this::look);
          });
    }
  }

  private void look(Waiter waiter) {
    try {
      List<Event> events = store.events(waiter.after(), waiter.policyId());
      if (!events.isEmpty()) {
        waiter.answer().complete(events);
      }
    } catch (RuntimeException e) {
      waiter.answer().completeExceptionally(e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "event-feed");
    thread.setDaemon(true);
    return thread;
  }

  /** Answers everybody who waits with nothing. */
  @Override
  public void close() {
    closed = true;
    store.onChange(() -> {});
    waiters.forEach(waiter -> waiter.answer().complete(List.of()));
    notifier.shutdown();
  }
}

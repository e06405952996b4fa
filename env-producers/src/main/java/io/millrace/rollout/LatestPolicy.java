package io.millrace.rollout;

import io.millrace.flow.policy.FlowPolicy;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The feed of whoever calls {@link #offer}: keeps the newest version and wakes those who wait. */
public final class LatestPolicy implements PolicyFeed {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ActingPolicy newest;
  private RuntimeException failure;

  /** Takes a version unless it is older than the newest. */
  public void offer(ActingPolicy offered) {
    change(
        () -> {
          if (newest == null || offered.version() > newest.version()) {
            newest = offered;
          }
        });
  }

  /** Takes a version unless it is older than the newest. */
  public void offer(long version, FlowPolicy policy) {
    offer(new ActingPolicy(version, policy, false));
  }

  /** Tells that the newest version is the last. */
  public void finish() {
    change(
        () -> {
          if (newest != null) {
            newest = new ActingPolicy(newest.version(), newest.policy(), true);
          }
        });
  }

  /** Lets every waiting and later call fail. */
  public void fail(String message, Throwable cause) {
    change(
        () -> {
          if (failure == null) {
            failure = new PolicyFeedException(message, cause);
          }
        });
  }

  @Override
  public void close() {
    fail("expected an open feed, state=closed", null);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ActingPolicy awaitNewer(long version, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (nanos > 0 && failure == null && !hasNews(version)) {
        nanos = changed.awaitNanos(nanos);
      }
      if (failure != null) {
        throw failure;
      }
      return newest;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNews(long version) {
    return newest != null && (newest.version() > version || newest.finished());
  }
}

package io.millrace.rollout;

import java.time.Duration;

/** Where a worker learns of new versions. Versions only grow. Thread-safe. */
public interface PolicyFeed extends AutoCloseable {

  /**
   * Waits until there is a newer version, or the newest one is finished, or the time is up,
   * whichever comes first.
   *
   * @param version the version the caller has; 0 for none
   * @return the newest version, which may still be the caller's; null if there is none yet
   * @throws PolicyFeedException if the feed is closed, or has failed for good
   */
  ActingPolicy awaitNewer(long version, Duration atMost) throws InterruptedException;

  /** Lets every waiting and later call fail. Harmless when repeated. */
  @Override
  void close();
}

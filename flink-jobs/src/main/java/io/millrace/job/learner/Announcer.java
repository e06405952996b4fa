package io.millrace.job.learner;

import io.millrace.schema.PolicyAnnouncement;
import java.io.IOException;

/** Tells the workers of a version that the store holds. */
public interface Announcer extends AutoCloseable {

  /**
   * Returns once the announcement is acknowledged.
   *
   * @throws IOException where it was not; it may or may not have been told
   */
  void announce(PolicyAnnouncement announcement) throws IOException, InterruptedException;

  @Override
  void close();
}

package io.millrace.rollout;

import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;

/**
 * Where a worker's records go, in the order of the calls within a group. Every method throws {@link
 * TrajectorySinkException} once a record is lost; which one it was, the exception says.
 */
public interface TrajectorySink extends AutoCloseable {

  /** Accepts a member; it may still be on its way when the call returns. */
  void send(Trajectory trajectory);

  /** Accepts the end marker of a group. */
  void send(GroupEnd end);

  /** Returns once everything accepted so far is durable. */
  void flush();

  /** Flushes and releases. Harmless when repeated. */
  @Override
  void close();
}

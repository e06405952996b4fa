package io.millrace.launcher.bench;

import io.millrace.benchmarks.measure.Clock;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.GroupEnd;
import io.millrace.schema.Trajectory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A sink that waits where more than so many trajectories are under way, so that who fills it is
 * never faster than what comes behind, and that says what sending costs. From any thread.
 */
final class PacedSink implements TrajectorySink {
  private static final long PAUSE_NANOS = 500_000;

  private final TrajectorySink inner;
  private final LongSupplier arrived;
  private final int ahead;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong cpuNanos = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param inner closed with it
   * @param arrived trajectories that have reached the other end
   * @param ahead trajectories that may be under way
   */
  PacedSink(TrajectorySink inner, LongSupplier arrived, int ahead) {
    this.inner = inner;
    this.arrived = arrived;
    this.ahead = ahead;
  }

  @Override
  public void send(Trajectory trajectory) {
    while (!closed && sent.get() - arrived.getAsLong() >= ahead) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long since = Clock.CPU.nanos();
    inner.send(trajectory);
    cpuNanos.addAndGet(Clock.CPU.nanos() - since);
    sent.incrementAndGet();
  }

  @Override
  public void send(GroupEnd end) {
    inner.send(end);
  }

  /** CPU seconds of the threads that sent: writing records down, and handing them to a producer. */
  double cpuSeconds() {
    return cpuNanos.get() / 1e9;
  }

  /** Makes nobody wait from now on. */
  void release() {
    closed = true;
  }

  @Override
  public void flush() {
    inner.flush();
  }

  @Override
  public void close() {
    release();
    inner.close();
  }
}

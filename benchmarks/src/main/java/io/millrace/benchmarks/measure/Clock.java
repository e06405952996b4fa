package io.millrace.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/** What counts as time. */
public enum Clock {
  /** Time as it passes. */
  WALL {
    @Override
    public long nanos() {
      return System.nanoTime();
    }
  },
  /**
   * The CPU time of the calling thread: on a machine that others use too, their share does not
   * count. On an idle one both clocks agree for work of one thread.
   */
  CPU {
    @Override
    public long nanos() {
      return THREADS.getCurrentThreadCpuTime();
    }
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Nanoseconds since some moment, never going back. */
  public abstract long nanos();

  /** As options, reports and peers name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

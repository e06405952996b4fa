package io.millrace.launcher.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of this JVM so far, and of each of its Java threads.
 *
 * @param atNanos when it was read, {@link System#nanoTime}
 * @param processNanos of all threads, the JVM's own among them: collector, compiler
 * @param threadNanos by the id of the thread
 * @param stages by the id of the thread
 */
record CpuReading(
    long atNanos, long processNanos, Map<Long, Long> threadNanos, Map<Long, Stage> stages) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Reads it now. */
  static CpuReading now() {
    Map<Long, Long> nanos = new HashMap<>();
    Map<Long, Stage> stages = new HashMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        long cpu = THREADS.getThreadCpuTime(thread.getThreadId());
        if (cpu >= 0) { // it may have ended meanwhile
          nanos.put(thread.getThreadId(), cpu);
          stages.put(thread.getThreadId(), Stage.of(thread.getThreadName()));
        }
      }
    }
    return new CpuReading(System.nanoTime(), PROCESS.getProcessCpuTime(), nanos, stages);
  }

  /** CPU seconds of each stage since another reading; threads that ended meanwhile are left out. */
  Map<Stage, Double> secondsSince(CpuReading earlier) {
    Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
    threadNanos.forEach(
        (id, nanos) -> {
          double spent = (nanos - earlier.threadNanos.getOrDefault(id, 0L)) / 1e9;
          seconds.merge(stages.get(id), spent, Double::sum);
        });
    return seconds;
  }

  /** CPU seconds of the whole process since another reading. */
  double processSecondsSince(CpuReading earlier) {
    return (processNanos - earlier.processNanos) / 1e9;
  }

  /** Seconds that have passed since another reading. */
  double wallSecondsSince(CpuReading earlier) {
    return (atNanos - earlier.atNanos) / 1e9;
  }
}

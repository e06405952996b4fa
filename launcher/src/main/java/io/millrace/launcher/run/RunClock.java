package io.millrace.launcher.run;

import java.lang.management.ManagementFactory;

/** Seconds since the command began, the JVM's own start included. */
final class RunClock {
  private final long originNanos;

  private RunClock(long originNanos) {
    this.originNanos = originNanos;
  }

  /** A clock that began with this JVM. */
  static RunClock sinceJvmStart() {
    long ageMs = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    return new RunClock(System.nanoTime() - ageMs * 1_000_000);
  }

  /** A clock that begins now. */
  static RunClock sinceNow() {
    return new RunClock(System.nanoTime());
  }

  double seconds() {
    return (System.nanoTime() - originNanos) / 1e9;
  }
}

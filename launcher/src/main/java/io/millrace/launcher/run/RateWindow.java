package io.millrace.launcher.run;

import java.util.ArrayDeque;
import java.util.Deque;

/** Events per second over the last few seconds, kept in tenths of a second. */
final class RateWindow {
  private static final double BUCKETS_PER_SECOND = 10;

  private record Bucket(long index, long count) {}

  private final double seconds;
  private final Deque<Bucket> buckets = new ArrayDeque<>();
  private double begun = Double.NaN;
  private long total;

  RateWindow(double seconds) {
    this.seconds = seconds;
  }

  void add(double now, long count) {
    if (Double.isNaN(begun)) {
      begun = now;
    }
    long index = (long) (now * BUCKETS_PER_SECOND);
    Bucket last = buckets.peekLast();
    if (last != null && last.index() == index) {
      buckets.pollLast();
      buckets.addLast(new Bucket(index, last.count() + count));
    } else {
      buckets.addLast(new Bucket(index, count));
    }
    total += count;
  }

  double perSecond(double now) {
    long oldest = (long) ((now - seconds) * BUCKETS_PER_SECOND);
    while (!buckets.isEmpty() && buckets.peekFirst().index() < oldest) {
      total -= buckets.pollFirst().count();
    }
    double span = Math.min(seconds, now - begun);
    return total == 0 || span <= 0 ? 0 : total / span;
  }
}

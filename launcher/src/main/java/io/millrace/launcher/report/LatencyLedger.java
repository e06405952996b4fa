package io.millrace.launcher.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long an experience takes to change behavior: from the moment the broker took a trajectory to
 * the first action of a worker whose policy has learned from it.
 */
public final class LatencyLedger {
  private record Use(long publishedAtMs, long version) {}

  private final List<Use> uses = new ArrayList<>();
  private final NavigableMap<Long, Long> firstActionAtMs = new TreeMap<>();

  /** A trajectory was used, and {@code version} is the first that learned from it. */
  public void used(long publishedAtMs, long version) {
    uses.add(new Use(publishedAtMs, version));
  }

  /** A worker began to act with a version. */
  public void acted(long version, long startedAtMs) {
    firstActionAtMs.merge(version, startedAtMs, Math::min);
  }

  /** The latencies in milliseconds of all uses whose version, or a later one, has acted. */
  public Percentiles publishedToActing() {
    NavigableMap<Long, Long> earliest = earliestFrom();
    List<Long> latencies = new ArrayList<>();
    for (Use use : uses) {
      Map.Entry<Long, Long> acted = earliest.ceilingEntry(use.version());
      if (acted != null) {
        latencies.add(acted.getValue() - use.publishedAtMs());
      }
    }
    return Percentiles.of(latencies.stream().mapToDouble(Long::doubleValue).toArray());
  }

  /** Version to the earliest action with it or any later version. */
  private NavigableMap<Long, Long> earliestFrom() {
    NavigableMap<Long, Long> earliest = new TreeMap<>();
    long minimum = Long.MAX_VALUE;
    for (Map.Entry<Long, Long> entry : firstActionAtMs.descendingMap().entrySet()) {
      minimum = Math.min(minimum, entry.getValue());
      earliest.put(entry.getKey(), minimum);
    }
    return earliest;
  }
}

package io.millrace.launcher.report;

import io.millrace.schema.Fate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of each record of the trajectories topic. A fate may be told more than once, and
 * after a restart another way; each record, known by its partition and offset, counts once, under
 * the strongest of its fates: used, stale, rejected, duplicate, late, incomplete.
 */
public final class FateLedger {
  private static final int OFFSET_BITS = 44;

  /** Strongest first. A marker is no trajectory and never told any other way. */
  private static final List<Fate> PRECEDENCE =
      List.of(
          Fate.MARKER,
          Fate.USED,
          Fate.STALE,
          Fate.REJECTED,
          Fate.DUPLICATE,
          Fate.LATE,
          Fate.INCOMPLETE);

  private final Map<Long, Fate> fates = new HashMap<>();
  private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);

  /**
   * Notes a fate of one record; fates this version does not know are no news.
   *
   * @return whether this is the record's fate from now on, and was not before
   */
  public boolean add(int partition, long offset, Fate fate) {
    int rank = PRECEDENCE.indexOf(fate);
    if (rank < 0) {
      return false;
    }
    long coordinates = ((long) partition << OFFSET_BITS) | offset;
    Fate before = fates.get(coordinates);
    if (before != null) {
      if (PRECEDENCE.indexOf(before) <= rank) {
        return false;
      }
      counts.merge(before, -1L, Long::sum);
    }
    fates.put(coordinates, fate);
    counts.merge(fate, 1L, Long::sum);
    return true;
  }

  /** How many records have met a fate, markers included. */
  public long decided() {
    return fates.size();
  }

  /**
   * The counts, which add up to the number of trajectories.
   *
   * @param records all records of the topic, markers included
   * @throws IllegalArgumentException where more records met a fate than the topic has
   */
  public RunReport.Fates counts(long records) {
    if (records < decided()) {
      throw new IllegalArgumentException(
          "more fates than records, fates=" + decided() + ", records=" + records);
    }
    return new RunReport.Fates(
        records - count(Fate.MARKER),
        count(Fate.USED),
        count(Fate.LATE),
        count(Fate.STALE),
        count(Fate.DUPLICATE),
        count(Fate.REJECTED),
        count(Fate.INCOMPLETE),
        records - decided());
  }

  private long count(Fate fate) {
    return counts.getOrDefault(fate, 0L);
  }
}

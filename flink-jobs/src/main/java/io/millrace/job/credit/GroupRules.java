package io.millrace.job.credit;

import java.io.Serializable;

/**
 * When a group closes, and with how many members it may be used.
 *
 * @param timeoutMs event time from the first member to the close
 * @param markerGraceMs event time from an end marker to the close; 0 closes at the marker. Above 0
 *     where members may be held back for their rewards and arrive after the marker
 * @param minimumMembers members that make a partial group usable; 0 means all of them
 */
public record GroupRules(long timeoutMs, long markerGraceMs, int minimumMembers)
    implements Serializable {

  public GroupRules {
    if (timeoutMs <= 0 || markerGraceMs < 0 || minimumMembers < 0) {
      throw new IllegalArgumentException(
          "expected timeoutMs > 0, markerGraceMs >= 0, minimumMembers >= 0,"
              + " timeoutMs=%d markerGraceMs=%d minimumMembers=%d"
                  .formatted(timeoutMs, markerGraceMs, minimumMembers));
    }
  }

  /** How many of {@code groupSize} members are enough when the group closes early. */
  int enough(int groupSize) {
    return minimumMembers == 0 ? groupSize : Math.min(minimumMembers, groupSize);
  }
}

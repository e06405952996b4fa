package io.millrace.rollout;

/**
 * How many groups one worker may start: the quota law of asynchronous training.
 *
 * <pre>
 * share(n) = ceil(n * groupsPerUpdate / workers)
 * at first:               share(staleness + 1) groups
 * with each new version:  share(1) more, never more than share(staleness + 1) in hand
 * after a stall:          one more
 * </pre>
 *
 * <p>If groups are consumed in the order they were started, none is ever staler than the bound, and
 * none is dropped for it. A worker that joins at version v starts as if it had been there all the
 * time, so that it brings no burst.
 *
 * <p>A stall (no new version for longer than the worker's patience although its groups are out)
 * means that groups were lost or another worker is gone. The extra group ends the stall. Because a
 * worker that is gone is missing again at the next update, the extras of a stalled version are
 * added to the share of the following ones, up to what a worker alone would bring, and taken back
 * one at a time after {@value #CALM_VERSIONS} versions without a stall.
 */
public final class GroupQuota {

  static final int CALM_VERSIONS = 16;

  /** No worker runs this far ahead; keeps the products below within a long. */
  private static final long MAX_STALENESS = 1_000_000;

  private final long share;
  private final long most;
  private final long mostMakeup;
  private long version;
  private long left;
  private long makeup;
  private long stalls;
  private int calm;

  /**
   * @param staleness versions a group may lag behind the learner
   * @param groupsPerUpdate groups that one update consumes
   * @param workers workers that share the task
   */
  public GroupQuota(long staleness, int groupsPerUpdate, int workers) {
    if (staleness < 0 || groupsPerUpdate < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "expected staleness >= 0, groupsPerUpdate >= 1 and workers >= 1, staleness="
              + staleness
              + " groupsPerUpdate="
              + groupsPerUpdate
              + " workers="
              + workers);
    }
    this.share = ceilDivide(groupsPerUpdate, workers);
    long bounded = Math.min(staleness, MAX_STALENESS);
    this.most = ceilDivide((bounded + 1) * groupsPerUpdate, workers);
    this.mostMakeup = groupsPerUpdate - share;
  }

  private static long ceilDivide(long a, long b) {
    return (a + b - 1) / b;
  }

  /** Tells the newest version; the first one fills the quota. */
  public void advance(long newVersion) {
    if (version == 0) {
      left = most;
    } else {
      for (long v = version; v < newVersion && v < version + most; v++) {
        refill();
      }
    }
    version = Math.max(version, newVersion);
  }

  private void refill() {
    if (stalls > 0) {
      makeup = Math.min(makeup + stalls, mostMakeup);
      calm = 0;
    } else if (++calm >= CALM_VERSIONS) {
      makeup = Math.max(makeup - 1, 0);
      calm = 0;
    }
    stalls = 0;
    left = Math.min(left + share + makeup, most + makeup);
  }

  /** Whether the worker may start a group now; if so, it counts as started. */
  public boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  /** Whether so many groups may start together now; if so, they count as started. */
  public boolean take(int groups) {
    if (left < groups) {
      return false;
    }
    left -= groups;
    return true;
  }

  /** The most groups that are ever allowed at once, stalls aside. */
  public long most() {
    return most;
  }

  /** Gives back a group that was never published. */
  public void refund() {
    left = Math.min(left + 1, most + makeup);
  }

  /** Grants the extra group of a stall. */
  public void stalled() {
    left++;
    stalls++;
  }
}

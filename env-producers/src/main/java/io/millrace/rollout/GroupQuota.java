package io.millrace.rollout;

/**
 * How many plays one worker may start: the quota law of asynchronous training. A play brings a
 * group for each agent of the environment at once; of one agent, plays are groups.
 *
 * <pre>
 * share(n) = ceil(n * groupsPerUpdate / (groupsAtOnce * workers))
 * at first:               share(staleness + 1) plays
 * with each new version:  share(1) more, never more than share(staleness + 1) in hand
 * after a stall:          one more
 * </pre>
 *
 * <p>If groups are consumed in the order they were started, none is ever staler than the bound, and
 * none is dropped for it. A worker that joins at version v starts as if it had been there all the
 * time, so that it brings no burst.
 *
 * <p>A stall (no new version for longer than the worker's patience although its groups are out)
 * means that groups were lost or another worker is gone. The extra play ends the stall. Because a
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
   * @param groupsAtOnce groups that one play brings
   */
  public GroupQuota(long staleness, int groupsPerUpdate, int workers, int groupsAtOnce) {
    if (staleness < 0 || groupsPerUpdate < 1 || workers < 1 || groupsAtOnce < 1) {
      throw new IllegalArgumentException(
          "expected staleness >= 0, groupsPerUpdate >= 1, workers >= 1 and groupsAtOnce >= 1,"
              + " staleness=%d groupsPerUpdate=%d workers=%d groupsAtOnce=%d"
                  .formatted(staleness, groupsPerUpdate, workers, groupsAtOnce));
    }
    long broughtByAll = (long) workers * groupsAtOnce;
    this.share = ceilDivide(groupsPerUpdate, broughtByAll);
    long bounded = Math.min(staleness, MAX_STALENESS);
    this.most = ceilDivide((bounded + 1) * groupsPerUpdate, broughtByAll);
    this.mostMakeup = ceilDivide(groupsPerUpdate, groupsAtOnce) - share;
  }

  /** Of plays that bring one group. */
  public GroupQuota(long staleness, int groupsPerUpdate, int workers) {
    this(staleness, groupsPerUpdate, workers, 1);
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

  /** Whether the worker may start a play now; if so, it counts as started. */
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

  /** Gives back a play that was never published. */
  public void refund() {
    left = Math.min(left + 1, most + makeup);
  }

  /** Grants the extra play of a stall. */
  public void stalled() {
    left++;
    stalls++;
  }
}

package io.millrace.env.robot;

/**
 * How long a robot travels between stations that stand in a row, {@code distance} apart.
 *
 * @param profile how its speed changes on the way
 * @param distance of neighbors: seconds for a constant profile, meters for a trapezoid
 * @param speed the most there is, v, m/s
 * @param acceleration a, m/s^2, as much to brake
 */
public record Travel(Profile profile, double distance, double speed, double acceleration) {

  /** How the speed changes on the way. */
  public enum Profile {
    /** The same time from each station to the next. */
    CONSTANT,
    /** Rises to the most there is, stays, and falls again; or turns before it is there. */
    TRAPEZOID
  }

  /**
   * Seconds across so many stations. Of a trapezoid: 2 sqrt(d / a) where d is at most v^2 / a, else
   * d / v + v / a.
   */
  public double seconds(int stations) {
    double way = stations * distance;
    if (profile == Profile.CONSTANT) {
      return way;
    }
    return way <= speed * speed / acceleration
        ? 2 * Math.sqrt(way / acceleration)
        : way / speed + speed / acceleration;
  }
}

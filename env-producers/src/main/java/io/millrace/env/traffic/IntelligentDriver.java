package io.millrace.env.traffic;

/**
 * The intelligent driver model.
 *
 * <pre>
 * v' = a (1 - (v/v0)^4 - (s_star/s)^2),  s_star = s0 + max(0, v T + v dv/(2 sqrt(a b)))
 * </pre>
 *
 * <p>Source: Treiber, Hennecke and Helbing, Congested traffic states in empirical observations and
 * microscopic simulations, 2000.
 *
 * @param desiredSpeed v0, m/s
 * @param headway T, s
 * @param acceleration a, m/s^2
 * @param deceleration b, comfortable, m/s^2, positive
 * @param standstillGap s0, m
 * @param length of a vehicle, m
 */
public record IntelligentDriver(
    double desiredSpeed,
    double headway,
    double acceleration,
    double deceleration,
    double standstillGap,
    double length) {

  /**
   * What a driver does, m/s^2.
   *
   * @param v own speed
   * @param closing dv, own speed minus the leader's
   * @param gap s, to the leader's rear, m
   */
  public double accelerate(double v, double closing, double gap) {
    double braking = v * closing / (2 * Math.sqrt(acceleration * deceleration));
    double wanted = standstillGap + Math.max(0, v * headway + braking);
    double interaction = wanted / gap;
    return acceleration * (1 - freeTerm(v) - interaction * interaction);
  }

  private double freeTerm(double v) {
    double share = v / desiredSpeed;
    return share * share * share * share;
  }

  /** The gap at which vehicles of this speed, below the desired one, keep it. */
  public double equilibriumGap(double v) {
    return (standstillGap + v * headway) / Math.sqrt(1 - freeTerm(v));
  }

  /** Vehicles an hour in a lane where all keep this speed. */
  public double flow(double v) {
    return 3600 * v / (equilibriumGap(v) + length);
  }
}

package io.millrace.env.traffic;

/**
 * CityFlow's speeds for one vehicle: what the vehicle ahead, and a place to stop before, allow for
 * the next step.
 *
 * <p>{@code v} speeds in m/s, {@code d} decelerations in m/s^2 (positive), {@code gap} from the own
 * front to the leader's rear in m, {@code h} the step in s; L is the leader, F the follower.
 *
 * <p>Source: cityflow-project/CityFlow, src/vehicle/vehicle.cpp, commit 81ee0f4.
 */
public final class CarFollowing {

  /** What {@link #noCollision} answers where no speed is slow enough. */
  public static final double IMPOSSIBLE = -100;

  private static final double EPSILON = 1e-8;

  private CarFollowing() {}

  /**
   * The largest speed after which the follower can still stop {@code targetGap} behind a leader
   * that brakes with {@code dL}.
   *
   * <pre>
   * c = vF h/2 + g0 - vL^2/(2 dL) - gap;  a = 1/(2 dF);  b = h/2
   * -100 if b^2 &lt; 4ac, else min((sqrt(b^2 - 4ac) - b)/(2a),  2 vL - dL h + 2 (gap - g0)/h)
   * </pre>
   */
  public static double noCollision(
      double vL, double dL, double vF, double dF, double gap, double h, double targetGap) {
    double c = vF * h / 2 + targetGap - 0.5 * vL * vL / dL - gap;
    double a = 0.5 / dF;
    double b = 0.5 * h;
    double discriminant = b * b - 4 * a * c;
    if (discriminant < 0) {
      return IMPOSSIBLE;
    }
    double stops = 0.5 / a * (Math.sqrt(discriminant) - b);
    double keeps = 2 * vL - dL * h + 2 * (gap - targetGap) / h;
    return Math.min(stops, keeps);
  }

  /**
   * The speed behind a leader: safe under full braking, comfortable under usual braking, and {@code
   * headwayTime} apart.
   */
  public static double carFollow(
      VehicleType leader, double vL, VehicleType self, double v, double gap, double h) {
    double safe = noCollision(vL, leader.maxNegAcc(), v, self.maxNegAcc(), gap, h, 0);
    double usual =
        noCollision(vL, leader.usualNegAcc(), v, self.usualNegAcc(), gap, h, self.minGap());
    double closing = Math.max(v - vL, 0);
    double headway = (gap + (vL + closing / 2) * h - v * h / 2) / (self.headwayTime() + h / 2);
    return Math.min(Math.min(safe, usual), headway);
  }

  /**
   * The speed with which to come to a stand {@code distance} ahead.
   *
   * <pre>
   * vn = v + usualPosAcc h, if (v + vn) h/2 + vn^2/(2 usualNegAcc) &lt; distance
   * else k = 2 distance/((v + 1e-8) h), and v - v/floor(k) if k >= 1, v - v/k otherwise
   * </pre>
   */
  public static double stopBefore(VehicleType self, double v, double distance, double h) {
    double faster = v + self.usualPosAcc() * h;
    if ((v + faster) * h / 2 + faster * faster / self.usualNegAcc() / 2 < distance) {
      return faster;
    }
    if (v == 0) {
      return 0;
    }
    double steps = 2 * distance / (v + EPSILON) / h;
    return v - v / (steps >= 1 ? Math.floor(steps) : steps);
  }

  /** Whether a vehicle that brakes as hard as it can still stands before {@code distance}. */
  static boolean canStop(VehicleType self, double v, double distance) {
    return 0.5 * v * v / self.maxNegAcc() <= distance;
  }

  /** How far ahead a vehicle looks for leaders and lights, in m. */
  static double sight(VehicleType self, double h) {
    return self.maxSpeed() * self.maxSpeed() / self.usualNegAcc() / 2 + self.maxSpeed() * h * 2;
  }
}

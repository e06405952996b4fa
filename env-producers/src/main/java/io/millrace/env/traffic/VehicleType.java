package io.millrace.env.traffic;

/**
 * What is the same of all vehicles of a flow; CityFlow's names and units.
 *
 * @param length m
 * @param width m; read, not used
 * @param maxPosAcc largest acceleration, m/s^2
 * @param maxNegAcc largest deceleration, m/s^2, positive
 * @param usualPosAcc m/s^2
 * @param usualNegAcc m/s^2, positive
 * @param minGap to the vehicle ahead when standing, m
 * @param maxSpeed m/s
 * @param headwayTime s
 */
public record VehicleType(
    double length,
    double width,
    double maxPosAcc,
    double maxNegAcc,
    double usualPosAcc,
    double usualNegAcc,
    double minGap,
    double maxSpeed,
    double headwayTime) {

  /** The vehicle of CityFlow's examples. */
  public static final VehicleType EXAMPLE = new VehicleType(5, 2, 2, 4.5, 2, 4.5, 2.5, 16.67, 1.5);
}

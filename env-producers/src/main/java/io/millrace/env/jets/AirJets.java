package io.millrace.env.jets;

/**
 * The air above nine nozzles that share one supply.
 *
 * <pre>
 * nozzles at x_j = 0.06 j m, j = 1 .. 9; valve a_j in [0, 1] follows its command with a lag of 0.15 s
 * p = 1 / (1 + sharing sum a_j),  U_j = 20 m/s a_j p
 * u_y = sum_j F_j exp(-xi_j^2),  F_j = U_j d0 / (y + d0),  xi_j = (x - x_j) / b,  b = 0.02 + 0.1 y,  d0 = 0.1 m
 * u_x = sum_j -sqrt(pi)/2 (F_j b)' erf(xi_j) + F_j b' xi_j exp(-xi_j^2),   ' = d/dy
 * </pre>
 *
 * <p>u_x is what continuity, d u_x / dx = - d u_y / dy, demands of air that does not move sideways
 * on a jet's axis: with it the field has no divergence. Here (F_j b)' = -U_j d0 (0.02 - 0.1 d0) /
 * (y + d0)^2 is negative: a jet loses air to both sides, and blows away from its axis whatever is
 * beside it. A ball above one nozzle is therefore in an unstable equilibrium. Walls do not bend the
 * air.
 */
final class AirJets {

  static final int NOZZLES = 9;
  static final double SPACING = 0.06;
  static final double LAG_SECONDS = 0.15;

  private static final double EXIT_SPEED = 20;
  private static final double DECAY_LENGTH = 0.1;
  private static final double FIRST_WIDTH = 0.02;
  private static final double SPREAD = 0.1;
  private static final double HALF_ROOT_PI = Math.sqrt(Math.PI) / 2;

  private final double sharing;

  /**
   * @param sharing how much open valves take from each other; 0 for nothing
   */
  AirJets(double sharing) {
    this.sharing = sharing;
  }

  /** Where a nozzle is, 1 .. 9. */
  static double place(int nozzle) {
    return SPACING * nozzle;
  }

  /**
   * The share of the full pressure that is left.
   *
   * @param valves its first nine numbers say how far the valves are open
   */
  double pressure(double[] valves) {
    double open = 0;
    for (int j = 0; j < NOZZLES; j++) {
      open += valves[j];
    }
    return 1 / (1 + sharing * open);
  }

  /**
   * The speed of the air at a point.
   *
   * @param valves its first nine numbers say how far the valves are open
   * @param wind [2], overwritten with u_x and u_y, m/s
   */
  void wind(double[] valves, double x, double y, double[] wind) {
    double closeness = 1 / (y + DECAY_LENGTH);
    double width = FIRST_WIDTH + SPREAD * y;
    double loss = HALF_ROOT_PI * (FIRST_WIDTH - SPREAD * DECAY_LENGTH) * closeness * closeness;
    double sideways = 0;
    double upward = 0;
    for (int j = 0; j < NOZZLES; j++) {
      if (valves[j] > 0) {
        double xi = (x - place(j + 1)) / width;
        double bell = GaussianProfile.bell(xi);
        upward += valves[j] * closeness * bell;
        sideways += valves[j] * (loss * GaussianProfile.erf(xi) + SPREAD * closeness * xi * bell);
      }
    }
    double strength = EXIT_SPEED * pressure(valves) * DECAY_LENGTH;
    wind[0] = strength * sideways;
    wind[1] = strength * upward;
  }
}

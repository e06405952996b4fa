package io.millrace.env.fluid;

/**
 * Convection between a warm bottom and a cold top, by lattice Boltzmann: D2Q9 for the flow, D2Q5
 * for the temperature, periodic sides.
 *
 * <pre>
 * flow:  f* = feq + (1 - 1/tau) w (9/2 Q : P - 3/2 c.F) + (1 - 1/(2 tau)) w (3 (c - u) + 9 (c.u) c).F
 *        Q = c c - I/3,  P = sum_k (f - feq) c c,  u = (sum_k c f + F/2) / rho,  tau = 3 nu + 1/2
 * heat:  g* = g - (g - geq) / tauT,  geq = w T (1 + 3 c.u),  tauT = 3 kappa + 1/2
 * force: F = (0, U0^2 / H (T - T0)),  T0 = 1 - (y + 1/2) / H
 * walls: half-way bounce-back for f;  g_in = -g_out + 2 w T_wall for g; the top has T = 0
 * nu = U0 H sqrt(Pr / Ra),  kappa = nu / Pr;  U0 is the free-fall velocity, H / U0 a free-fall time
 * </pre>
 *
 * <p>Populations are kept as they are after the collision, plane by plane: 9 planes of f in the
 * order of {@link Lattice}, then 5 of g, each [height][width] with row 0 at the bottom. The
 * collision is the regularized one. Keeps work space: not thread-safe.
 *
 * <p>Source: He, Chen and Doolen 1998 (two populations); Guo, Zheng and Shi 2002 (force); Latt and
 * Chopard 2006 (regularization).
 */
final class ThermalLattice {

  static final int PLANES = 14;

  private static final double FREE_FALL_VELOCITY = 0.08;
  private static final int HEAT = 9;

  private final int width;
  private final int height;
  private final int cells;
  private final double keep;
  private final double heatRate;
  private final double half;
  private final double buoyancy;
  private final double fluxScale;
  private final int[] west;
  private final int[] east;
  private final double[] in = new double[9];
  private double[] next;

  ThermalLattice(int width, int height, double rayleigh, double prandtl) {
    this.width = width;
    this.height = height;
    this.cells = width * height;
    double viscosity = FREE_FALL_VELOCITY * height * StrictMath.sqrt(prandtl / rayleigh);
    double tau = 3 * viscosity + 0.5;
    this.keep = 1 - 1 / tau;
    this.half = 1 - 0.5 / tau;
    this.heatRate = 1 / (3 * viscosity / prandtl + 0.5);
    this.buoyancy = FREE_FALL_VELOCITY * FREE_FALL_VELOCITY / height;
    this.fluxScale = StrictMath.sqrt(rayleigh * prandtl) / FREE_FALL_VELOCITY / cells;
    this.west = new int[width];
    this.east = new int[width];
    for (int x = 0; x < width; x++) {
      west[x] = (x + width - 1) % width;
      east[x] = (x + 1) % width;
    }
    this.next = new double[PLANES * cells];
  }

  /** Numbers that populations take. */
  int size() {
    return PLANES * cells;
  }

  /** Lattice steps of one free-fall time. */
  int freeFall() {
    return (int) Math.round(height / FREE_FALL_VELOCITY);
  }

  /** Temperature of conduction alone in a row. */
  double conduction(int y) {
    return 1 - (y + 0.5) / height;
  }

  /** Fluid at rest with these temperatures, in equilibrium. */
  void rest(double[] state, double[] temperature) {
    for (int i = 0; i < cells; i++) {
      for (int k = 0; k < 9; k++) {
        state[k * cells + i] = Lattice.WEIGHT[k];
      }
      for (int k = 0; k < 5; k++) {
        state[(HEAT + k) * cells + i] = heatWeight(k) * temperature[i];
      }
    }
  }

  private static double heatWeight(int k) {
    return k == 0 ? 1.0 / 3 : 1.0 / 6;
  }

  /** Temperature of a cell. */
  double temperature(double[] state, int cell) {
    double sum = 0;
    for (int k = 0; k < 5; k++) {
      sum += state[(HEAT + k) * cells + cell];
    }
    return sum;
  }

  /** Velocity of a cell to the right, in free-fall velocities. */
  double velocityX(double[] s, int i) {
    double momentum = 0;
    for (int k = 1; k < 9; k++) {
      momentum += Lattice.CX[k] * s[k * cells + i];
    }
    return momentum / density(s, i) / FREE_FALL_VELOCITY;
  }

  /** Velocity of a cell upward, in free-fall velocities. */
  double velocityY(double[] s, int i) {
    double momentum = 0;
    for (int k = 1; k < 9; k++) {
      momentum += Lattice.CY[k] * s[k * cells + i];
    }
    double force = buoyancy * (temperature(s, i) - conduction(i / width));
    return (momentum - force / 2) / density(s, i) / FREE_FALL_VELOCITY;
  }

  private double density(double[] s, int i) {
    double sum = 0;
    for (int k = 0; k < 9; k++) {
      sum += s[k * cells + i];
    }
    return sum;
  }

  /** 1 + sqrt(Ra Pr) times the mean of u_y T, u_y in free-fall velocities. */
  double nusselt(double[] state) {
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      sum += velocityY(state, i) * temperature(state, i);
    }
    return 1 + fluxScale * FREE_FALL_VELOCITY * sum;
  }

  /**
   * Moves the fluid on, in place.
   *
   * @param bottom [width], temperature of the bottom, held during all steps
   */
  void advance(double[] state, double[] bottom, int steps) {
    double[] from = state;
    double[] to = next;
    for (int i = 0; i < steps; i++) {
      step(from, to, bottom);
      double[] swapped = from;
      from = to;
      to = swapped;
    }
    if (from != state) {
      System.arraycopy(from, 0, state, 0, PLANES * cells);
    }
  }

  private void step(double[] from, double[] to, double[] bottom) {
    for (int y = 0; y < height; y++) {
      int row = y * width;
      double conducted = conduction(y);
      for (int x = 0; x < width; x++) {
        double temperature = heatIn(from, x, y, bottom[x]);
        double g1 = in[1];
        double g2 = in[2];
        double g3 = in[3];
        double g4 = in[4];
        double g0 = in[0];
        double force = buoyancy * (temperature - conducted);
        flowIn(from, x, y);
        collide(to, row + x, force);
        double third = temperature / 3;
        double sixth = temperature / 6;
        double ux = 3 * velocity[0];
        double uy = 3 * velocity[1];
        int at = HEAT * cells + row + x;
        to[at] = g0 - heatRate * (g0 - third);
        to[at + cells] = g1 - heatRate * (g1 - sixth * (1 + ux));
        to[at + 2 * cells] = g2 - heatRate * (g2 - sixth * (1 + uy));
        to[at + 3 * cells] = g3 - heatRate * (g3 - sixth * (1 - ux));
        to[at + 4 * cells] = g4 - heatRate * (g4 - sixth * (1 - uy));
      }
    }
  }

  private final double[] velocity = new double[2];

  /** Gathers what streams into a cell: in[0 .. 4]; gives the temperature. */
  private double heatIn(double[] from, int x, int y, double bottom) {
    int row = y * width;
    int here = HEAT * cells + row + x;
    in[0] = from[here];
    in[1] = from[(HEAT + 1) * cells + row + west[x]];
    in[3] = from[(HEAT + 3) * cells + row + east[x]];
    in[2] = y > 0 ? from[here + 2 * cells - width] : bottom / 3 - from[here + 4 * cells];
    in[4] = y < height - 1 ? from[here + 4 * cells + width] : -from[here + 2 * cells];
    return in[0] + in[1] + in[2] + in[3] + in[4];
  }

  private void flowIn(double[] from, int x, int y) {
    int row = y * width;
    int here = row + x;
    int left = row + west[x];
    int right = row + east[x];
    in[0] = from[here];
    in[1] = from[cells + left];
    in[3] = from[3 * cells + right];
    if (y > 0) {
      in[2] = from[2 * cells + here - width];
      in[5] = from[5 * cells + left - width];
      in[6] = from[6 * cells + right - width];
    } else {
      in[2] = from[4 * cells + here];
      in[5] = from[7 * cells + here];
      in[6] = from[8 * cells + here];
    }
    if (y < height - 1) {
      in[4] = from[4 * cells + here + width];
      in[7] = from[7 * cells + right + width];
      in[8] = from[8 * cells + left + width];
    } else {
      in[4] = from[2 * cells + here];
      in[7] = from[5 * cells + here];
      in[8] = from[6 * cells + here];
    }
  }

  /** Collides what has streamed in under an upward force; leaves the velocity behind. */
  private void collide(double[] to, int at, double force) {
    double rho = in[0] + in[1] + in[2] + in[3] + in[4] + in[5] + in[6] + in[7] + in[8];
    double ux = (in[1] - in[3] + in[5] - in[6] - in[7] + in[8]) / rho;
    double uy = (in[2] - in[4] + in[5] + in[6] - in[7] - in[8] + force / 2) / rho;
    velocity[0] = ux;
    velocity[1] = uy;
    double xx = in[1] + in[3] + in[5] + in[6] + in[7] + in[8] - rho * (1.0 / 3 + ux * ux);
    double yy = in[2] + in[4] + in[5] + in[6] + in[7] + in[8] - rho * (1.0 / 3 + uy * uy);
    double xy = in[5] - in[6] + in[7] - in[8] - rho * ux * uy;
    for (int k = 0; k < 9; k++) {
      double cx = Lattice.CX[k];
      double cy = Lattice.CY[k];
      double along = cx * ux + cy * uy;
      double stress = (cx * cx - 1.0 / 3) * xx + (cy * cy - 1.0 / 3) * yy + 2 * cx * cy * xy;
      to[k * cells + at] =
          Lattice.WEIGHT[k]
              * (rho * (1 + 3 * along + 4.5 * along * along - 1.5 * (ux * ux + uy * uy))
                  + keep * (4.5 * stress - 1.5 * cy * force)
                  + half * (3 * (cy - uy) + 9 * along * cy) * force);
    }
  }
}

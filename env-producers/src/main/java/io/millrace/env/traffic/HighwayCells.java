package io.millrace.env.traffic;

/**
 * A highway in cells, with a ramp and a bottleneck that loses capacity once it breaks down.
 *
 * <pre>
 * density k_i (veh/km over all lanes), commanded speed u_i (km/h), jam density j_i, wave speed w, free speed f
 * capacity  Q(u, j) = u w j/(u + w)
 * sending   S_i = min(u_i k_i, Q(u_i, j_i));  receiving R_i = min(Q(u_i, j_i), w (j_i - k_i))
 * flow      from i-1 to i: min(S_{i-1}, R_i - ramp_i);  out of the bottleneck at most Qb if k &lt;= Qb/f, else (1 - theta) Qb
 * k_i += h/length (in - out + ramp_i);  what cannot enter cell 0 waits in the queue of the origin
 * </pre>
 *
 * <p>Six cells of 2.5 km, f = 60, w = 15, j = 280 (cell 3, three lanes that narrow to two: 420), Qb
 * = 3360, theta = 0.1, h = 10 s; the ramp leads into cell 3, which is the bottleneck.
 *
 * <p>Source: cell transmission with a capacity drop, in the minimal version of "Self-Regulating
 * Cars", arXiv 2506.11973, whose own network is a commercial simulator's. Works on the caller's
 * arrays and allocates nothing.
 */
public final class HighwayCells {

  public static final int CELLS = 6;
  public static final int BOTTLENECK = 3;
  public static final double FREE_SPEED = 60;
  public static final double LENGTH = 2.5;

  /** Hours of a step. */
  public static final double STEP = 10.0 / 3600;

  static final double JAM = 280;
  static final double BOTTLENECK_CAPACITY = 3360;

  private static final double WAVE_SPEED = 15;
  private static final double DROP = 0.1;

  private final double demand;
  private final double ramp;
  private final double[] out = new double[CELLS];
  private double lost;

  /** Demand at the origin and on the ramp, veh/h. */
  public HighwayCells(double demand, double ramp) {
    this.demand = demand;
    this.ramp = ramp;
  }

  static double jam(int cell) {
    return cell == BOTTLENECK ? 1.5 * JAM : JAM;
  }

  static double capacity(double speed, double jam) {
    return speed * WAVE_SPEED * jam / (speed + WAVE_SPEED);
  }

  /**
   * One step, in place.
   *
   * @param density [6]
   * @param speed [6]
   * @param queue vehicles that wait at the origin
   * @return the queue after the step
   */
  public double step(double[] density, double[] speed, double queue) {
    double in = Math.min(demand + queue / STEP, receiving(0, density, speed));
    for (int i = 0; i < CELLS; i++) {
      out[i] = flowOut(i, density, speed);
    }
    lost = queue * STEP;
    for (int i = 0; i < CELLS; i++) {
      lost += (density[i] - out[i] / FREE_SPEED) * LENGTH * STEP;
    }
    for (int i = 0; i < CELLS; i++) {
      double entering = i == 0 ? in : out[i - 1];
      density[i] += STEP / LENGTH * (entering - out[i] + rampInto(i));
    }
    return Math.max(0, queue + STEP * (demand - in));
  }

  private double rampInto(int cell) {
    return cell == BOTTLENECK ? ramp : 0;
  }

  private double flowOut(int i, double[] density, double[] speed) {
    double capacity = capacity(speed[i], jam(i));
    double flow = Math.min(speed[i] * density[i], capacity);
    if (i == BOTTLENECK) {
      boolean flows = density[i] <= BOTTLENECK_CAPACITY / FREE_SPEED;
      flow = Math.min(flow, flows ? BOTTLENECK_CAPACITY : (1 - DROP) * BOTTLENECK_CAPACITY);
    }
    return i + 1 == CELLS
        ? flow
        : Math.max(0, Math.min(flow, receiving(i + 1, density, speed) - rampInto(i + 1)));
  }

  private static double receiving(int i, double[] density, double[] speed) {
    double room = WAVE_SPEED * (jam(i) - density[i]);
    return Math.min(capacity(speed[i], jam(i)), room);
  }

  /** Flow out of a cell in the last step, veh/h. */
  public double flow(int cell) {
    return out[cell];
  }

  /** Vehicle-hours that the last step cost, against free speed, the queue included. */
  public double lost() {
    return lost;
  }
}

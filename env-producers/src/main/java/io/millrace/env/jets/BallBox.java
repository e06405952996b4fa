package io.millrace.env.jets;

/**
 * Balls in a flat box, 0.6 m wide and high, that air, gravity, walls and each other move.
 *
 * <pre>
 * m v' = 1/2 rho C_d A |u - v| (u - v) - m g e_y + m gust
 * m = 2.7 g, r = 0.02 m, rho = 1.2, C_d = 0.47, A = pi r^2, g = 9.81;  walls and balls keep 0.8 of the speed
 * </pre>
 *
 * <p>Velocities first, then positions by the new ones (semi-implicit Euler, 1 ms), then contacts. A
 * ball that passed a wall is put onto it and bounces; below {@value #REST_STEPS} steps of free fall
 * it stays, which is why contacts never add energy. Overlapping balls are pushed apart by half
 * each.
 *
 * <p>A state holds, from {@code at} on, x, y, v_x and v_y of all balls, each [balls].
 */
final class BallBox {

  static final double SIZE = 0.6;
  static final double RADIUS = 0.02;
  static final double STEP = 0.001;
  static final double GRAVITY = 9.81;

  private static final double MASS = 0.0027;
  private static final double DRAG =
      0.5 * 1.2 * 0.47 * Math.PI * RADIUS * RADIUS / MASS; // of |u - v| (u - v), 1/m
  private static final double RESTITUTION = 0.8;
  private static final int REST_STEPS = 5;
  private static final double REST_SPEED = REST_STEPS * GRAVITY * STEP;

  private final int balls;
  private final int x;
  private final int y;
  private final int vx;
  private final int vy;
  private final double[] wind = new double[2];

  /**
   * @param at place of the first ball's x in a state
   */
  BallBox(int balls, int at) {
    this.balls = balls;
    this.x = at;
    this.y = at + balls;
    this.vx = at + 2 * balls;
    this.vy = at + 3 * balls;
  }

  /** Speed of air that carries a ball. */
  static double terminalSpeed() {
    return Math.sqrt(GRAVITY / DRAG);
  }

  /**
   * One millisecond.
   *
   * @param state also the valves, as its first numbers
   * @param gusts [2 balls] accelerations beside all else, m/s^2: x of all balls, then y
   */
  void advance(double[] state, AirJets jets, double[] gusts) {
    for (int i = 0; i < balls; i++) {
      jets.wind(state, state[x + i], state[y + i], wind);
      double alongX = wind[0] - state[vx + i];
      double alongY = wind[1] - state[vy + i];
      double drag = DRAG * Math.sqrt(alongX * alongX + alongY * alongY);
      state[vx + i] += STEP * (drag * alongX + gusts[i]);
      state[vy + i] += STEP * (drag * alongY - GRAVITY + gusts[balls + i]);
      state[x + i] += STEP * state[vx + i];
      state[y + i] += STEP * state[vy + i];
    }
    for (int i = 0; i < balls; i++) {
      for (int j = i + 1; j < balls; j++) {
        collide(state, i, j);
      }
    }
    for (int i = 0; i < balls; i++) {
      bounce(state, x + i, vx + i);
      bounce(state, y + i, vy + i);
    }
  }

  private static void bounce(double[] state, int position, int velocity) {
    double inside = Math.max(RADIUS, Math.min(SIZE - RADIUS, state[position]));
    boolean leaves = (state[position] - inside) * state[velocity] > 0;
    state[position] = inside;
    if (leaves) {
      state[velocity] = after(state[velocity]);
    }
  }

  private static double after(double speed) {
    return Math.abs(speed) < REST_SPEED ? 0 : -RESTITUTION * speed;
  }

  private void collide(double[] state, int i, int j) {
    double apartX = state[x + j] - state[x + i];
    double apartY = state[y + j] - state[y + i];
    double distance = Math.sqrt(apartX * apartX + apartY * apartY);
    if (distance >= 2 * RADIUS || distance == 0) {
      return;
    }
    double normalX = apartX / distance;
    double normalY = apartY / distance;
    double push = (2 * RADIUS - distance) / 2;
    state[x + i] -= push * normalX;
    state[y + i] -= push * normalY;
    state[x + j] += push * normalX;
    state[y + j] += push * normalY;
    double speed =
        (state[vx + j] - state[vx + i]) * normalX + (state[vy + j] - state[vy + i]) * normalY;
    if (speed < 0) {
      double impulse = (after(speed) - speed) / 2;
      state[vx + i] -= impulse * normalX;
      state[vy + i] -= impulse * normalY;
      state[vx + j] += impulse * normalX;
      state[vy + j] += impulse * normalY;
    }
  }

  /** Kinetic and potential energy of all balls, J. */
  double energy(double[] state) {
    double sum = 0;
    for (int i = 0; i < balls; i++) {
      double speeds = state[vx + i] * state[vx + i] + state[vy + i] * state[vy + i];
      sum += MASS * (speeds / 2 + GRAVITY * state[y + i]);
    }
    return sum;
  }
}

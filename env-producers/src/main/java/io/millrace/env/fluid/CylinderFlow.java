package io.millrace.env.fluid;

import java.util.Arrays;

/**
 * Flow through a channel around a cylinder, by lattice Boltzmann (D2Q9).
 *
 * <pre>
 * channel 22 D x 4.1 D, cylinder of diameter D (cells) with its center at (2 D, 2 D)
 * f* = feq + (1 - 1/tau) 9/2 w Q : P,   Q = c c - I/3,  P = sum_k (f - feq) c c,   tau = 3 U D / Re + 1/2
 * inflow 6 U y (H - y) / H^2, of mean U = 0.06;  outflow density 1;  both by extrapolating f - feq
 * walls and cylinder: half-way bounce-back, f_in = f_out + 6 w c.u_wall at the cylinder
 * force by momentum exchange: sum over links of c (f_out + f_in), c pointing into the cylinder
 * </pre>
 *
 * <p>Populations are kept as they are after the collision: 9 planes [height][width] in the order of
 * {@link Lattice}, row 0 at the bottom. Inside the cylinder they are those of fluid at rest. Keeps
 * work space: not thread-safe.
 *
 * <p>Source: Schaefer and Turek, "Benchmark computations of laminar flow around a cylinder", 1996
 * (geometry); Latt and Chopard 2006 (regularization); Guo, Zheng and Shi 2002 (in- and outflow);
 * Ladd 1994 (moving walls, force).
 */
final class CylinderFlow {

  static final double INFLOW = 0.06;

  private final int diameter;
  private final int width;
  private final int height;
  private final int cells;
  private final double keep;
  private final boolean[] solid;
  private final int[] shift = new int[9];
  private final boolean[] simple;
  private final Links links;
  private final double[] in = new double[9];
  private double[] next;
  private double forceX;
  private double forceY;

  /**
   * Links from the fluid into the cylinder: cell, direction, and the wall's velocity at control 1.
   */
  private record Links(int[] cell, int[] direction, double[] wallX, double[] wallY) {}

  CylinderFlow(int diameter, double reynolds, Surface surface) {
    this.diameter = diameter;
    this.width = 22 * diameter;
    this.height = (int) Math.round(4.1 * diameter);
    this.cells = width * height;
    this.keep = 1 - 1 / (3 * INFLOW * diameter / reynolds + 0.5);
    this.solid = new boolean[cells];
    for (int i = 0; i < cells; i++) {
      double dx = i % width + 0.5 - 2 * diameter;
      double dy = i / width + 0.5 - 2 * diameter;
      solid[i] = dx * dx + dy * dy <= 0.25 * diameter * diameter;
    }
    for (int k = 0; k < 9; k++) {
      shift[k] = Lattice.CY[k] * width + Lattice.CX[k];
    }
    this.simple = new boolean[cells];
    for (int i = 0; i < cells; i++) {
      simple[i] = inside(i) && seesOnlyFluid(i);
    }
    this.links = links(surface);
    this.next = new double[9 * cells];
    fillRest(next);
  }

  private boolean inside(int i) {
    int x = i % width;
    return x > 0 && x < width - 1 && !solid[i];
  }

  private boolean seesOnlyFluid(int i) {
    int y = i / width;
    if (y == 0 || y == height - 1) {
      return false;
    }
    boolean only = true;
    for (int k = 1; k < 9; k++) {
      only &= !solid[i + shift[k]];
    }
    return only;
  }

  private Links links(Surface surface) {
    int most = 8 * cells;
    int count = 0;
    int[] cell = new int[most];
    int[] direction = new int[most];
    double[] wallX = new double[most];
    double[] wallY = new double[most];
    for (int i = 0; i < cells; i++) {
      int y = i / width;
      for (int k = 1; k < 9 && inside(i); k++) {
        boolean leaves = y + Lattice.CY[k] < 0 || y + Lattice.CY[k] >= height;
        if (!leaves && solid[i + shift[k]]) {
          double dx = i % width + 0.5 + 0.5 * Lattice.CX[k] - 2 * diameter;
          double dy = y + 0.5 + 0.5 * Lattice.CY[k] - 2 * diameter;
          double radius = StrictMath.sqrt(dx * dx + dy * dy);
          cell[count] = i;
          direction[count] = k;
          wallX[count] = INFLOW * surface.x(dx / radius, dy / radius);
          wallY[count] = INFLOW * surface.y(dx / radius, dy / radius);
          count++;
        }
      }
    }
    return new Links(
        Arrays.copyOf(cell, count),
        Arrays.copyOf(direction, count),
        Arrays.copyOf(wallX, count),
        Arrays.copyOf(wallY, count));
  }

  private void fillRest(double[] f) {
    for (int k = 0; k < 9; k++) {
      Arrays.fill(f, k * cells, (k + 1) * cells, Lattice.WEIGHT[k]);
    }
  }

  /** Numbers that populations take. */
  int size() {
    return 9 * cells;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean solid(int cell) {
    return solid[cell];
  }

  /** The undisturbed inflow everywhere. */
  void start(double[] f) {
    fillRest(f);
    for (int i = 0; i < cells; i++) {
      if (!solid[i]) {
        equilibrium(1, inflow(i / width), 0);
        for (int k = 0; k < 9; k++) {
          f[k * cells + i] = in[k];
        }
      }
    }
  }

  private double inflow(int row) {
    double y = row + 0.5;
    return 6 * INFLOW * y * (height - y) / ((double) height * height);
  }

  private void equilibrium(double rho, double ux, double uy) {
    for (int k = 0; k < 9; k++) {
      double along = Lattice.CX[k] * ux + Lattice.CY[k] * uy;
      in[k] =
          Lattice.WEIGHT[k]
              * rho
              * (1 + 3 * along + 4.5 * along * along - 1.5 * (ux * ux + uy * uy));
    }
  }

  /** Density of a cell. */
  double density(double[] f, int i) {
    double sum = 0;
    for (int k = 0; k < 9; k++) {
      sum += f[k * cells + i];
    }
    return sum;
  }

  /** Velocity of a cell to the right, in lattice units. */
  double velocityX(double[] f, int i) {
    double momentum = 0;
    for (int k = 1; k < 9; k++) {
      momentum += Lattice.CX[k] * f[k * cells + i];
    }
    return momentum / density(f, i);
  }

  /** Velocity of a cell upward, in lattice units. */
  double velocityY(double[] f, int i) {
    double momentum = 0;
    for (int k = 1; k < 9; k++) {
      momentum += Lattice.CY[k] * f[k * cells + i];
    }
    return momentum / density(f, i);
  }

  /** Drag coefficient of the last step. */
  double drag() {
    return forceX / (0.5 * INFLOW * INFLOW * diameter);
  }

  /** Lift coefficient of the last step. */
  double lift() {
    return forceY / (0.5 * INFLOW * INFLOW * diameter);
  }

  /**
   * Moves the fluid on by one step, from one array to another.
   *
   * @param control how strongly the surface moves, 1 for all
   */
  void step(double[] from, double[] to, double control) {
    for (int y = 0; y < height; y++) {
      for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
        if (simple[i]) {
          stream(from, i);
          collide(to, i);
        } else if (!solid[i] && (y == 0 || y == height - 1)) {
          streamAtWall(from, i, y);
          collide(to, i);
        }
      }
    }
    stepAtCylinder(from, to, control);
    ends(to);
  }

  /** An array to step into; it belongs to this object. */
  double[] workSpace() {
    return next;
  }

  private void stream(double[] f, int i) {
    in[0] = f[i];
    in[1] = f[cells + i - 1];
    in[2] = f[2 * cells + i - width];
    in[3] = f[3 * cells + i + 1];
    in[4] = f[4 * cells + i + width];
    in[5] = f[5 * cells + i - width - 1];
    in[6] = f[6 * cells + i - width + 1];
    in[7] = f[7 * cells + i + width + 1];
    in[8] = f[8 * cells + i + width - 1];
  }

  private void streamAtWall(double[] f, int i, int y) {
    for (int k = 0; k < 9; k++) {
      int origin = y - Lattice.CY[k];
      in[k] =
          origin < 0 || origin >= height
              ? f[Lattice.OPPOSITE[k] * cells + i]
              : f[k * cells + i - shift[k]];
    }
  }

  /** All cells with a link into the cylinder, link by link: those of a cell follow each other. */
  private void stepAtCylinder(double[] from, double[] to, double control) {
    forceX = 0;
    forceY = 0;
    int link = 0;
    while (link < links.cell.length) {
      int i = links.cell[link];
      stream(from, i);
      for (; link < links.cell.length && links.cell[link] == i; link++) {
        int out = links.direction[link];
        int back = Lattice.OPPOSITE[out];
        double leaving = from[out * cells + i];
        double wall = Lattice.CX[back] * links.wallX[link] + Lattice.CY[back] * links.wallY[link];
        in[back] = leaving + 6 * Lattice.WEIGHT[back] * control * wall;
        forceX += Lattice.CX[out] * (leaving + in[back]);
        forceY += Lattice.CY[out] * (leaving + in[back]);
      }
      collide(to, i);
    }
  }

  private void collide(double[] to, int i) {
    double rho = in[0] + in[1] + in[2] + in[3] + in[4] + in[5] + in[6] + in[7] + in[8];
    double ux = (in[1] - in[3] + in[5] - in[6] - in[7] + in[8]) / rho;
    double uy = (in[2] - in[4] + in[5] + in[6] - in[7] - in[8]) / rho;
    double diagonals = in[5] + in[6] + in[7] + in[8];
    double xx = 4.5 * keep * (in[1] + in[3] + diagonals - rho * (1.0 / 3 + ux * ux));
    double yy = 4.5 * keep * (in[2] + in[4] + diagonals - rho * (1.0 / 3 + uy * uy));
    double xy = 9 * keep * (in[5] - in[6] + in[7] - in[8] - rho * ux * uy);
    double third = (xx + yy) / 3;
    double base = rho * (1 - 1.5 * (ux * ux + uy * uy)) - third;
    double east = base + 4.5 * rho * ux * ux + xx;
    double north = base + 4.5 * rho * uy * uy + yy;
    double sum = ux + uy;
    double difference = ux - uy;
    double rising = base + 4.5 * rho * sum * sum + xx + yy + xy;
    double falling = base + 4.5 * rho * difference * difference + xx + yy - xy;
    double three = 3 * rho;
    to[i] = 4.0 / 9 * base;
    to[cells + i] = 1.0 / 9 * (east + three * ux);
    to[2 * cells + i] = 1.0 / 9 * (north + three * uy);
    to[3 * cells + i] = 1.0 / 9 * (east - three * ux);
    to[4 * cells + i] = 1.0 / 9 * (north - three * uy);
    to[5 * cells + i] = 1.0 / 36 * (rising + three * sum);
    to[6 * cells + i] = 1.0 / 36 * (falling - three * difference);
    to[7 * cells + i] = 1.0 / 36 * (rising - three * sum);
    to[8 * cells + i] = 1.0 / 36 * (falling + three * difference);
  }

  /** The first and the last column: what is wanted there, plus the neighbor's disequilibrium. */
  private void ends(double[] f) {
    for (int y = 0; y < height; y++) {
      int first = y * width;
      int last = first + width - 1;
      extrapolate(f, first, first + 1, density(f, first + 1), inflow(y), 0);
      extrapolate(f, last, last - 1, 1, velocityX(f, last - 1), velocityY(f, last - 1));
    }
  }

  private void extrapolate(double[] f, int at, int neighbor, double rho, double ux, double uy) {
    equilibrium(density(f, neighbor), velocityX(f, neighbor), velocityY(f, neighbor));
    for (int k = 0; k < 9; k++) {
      f[k * cells + at] = f[k * cells + neighbor] - in[k];
    }
    equilibrium(rho, ux, uy);
    for (int k = 0; k < 9; k++) {
      f[k * cells + at] += in[k];
    }
  }
}

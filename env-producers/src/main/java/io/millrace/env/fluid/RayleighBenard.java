package io.millrace.env.fluid;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calm the convection between a warm bottom and a cold top with six heaters in the bottom.
 *
 * <pre>
 * fluid: {@link ThermalLattice}, height H cells, width 2 H, periodic sides
 * action a in R^6, clipped into [-1, 1]:  T' = a - mean(a);  heater i at 1 + 0.75 T'_i / max(max |T'|, 1)
 * between the centers of two heaters: t = distance in heater widths, blended by 3 t^2 - 2 t^3
 * a step is one free-fall time (H / 0.08 lattice steps);  limit 200 steps
 * Nu = 1 + sqrt(Ra Pr) mean(u_y T);  reward = Nu_ref - Nu, after the step
 * observation: T, u_x, u_y, each at 4 rows x 12 columns, row by row from the bottom
 * state: 9 + 5 planes of populations [H][2 H] as {@link ThermalLattice} has them, then Nu_ref, the
 *        sum of Nu over the episode's steps, and the number of steps
 * first state: the flow without control after {@code spinUp}, moved sideways by a random number of cells
 * </pre>
 *
 * <p>Nu_ref is the mean Nu of the flow without control over the last fifth of the spin-up, on the
 * same grid. To be moved sideways changes nothing but the place of the heaters, which is why a
 * start costs no simulation. Attribute: {@code nusselt}, the mean of Nu over the steps so far;
 * {@code nusselt-uncontrolled}, Nu_ref.
 *
 * <p>Source: the task, its action and its reward are those of safe-autonomous-systems/fluidgym
 * (arXiv 2601.15015), smaller: 6 heaters instead of 12, fewer sensors, our solver and blending.
 */
public final class RayleighBenard implements Dynamics {

  public static final String ID = "rayleigh-benard";

  /** Attribute with the mean Nusselt number of the episode. */
  static final String NUSSELT = "nusselt";

  /** Attribute with the mean Nusselt number without control. */
  static final String UNCONTROLLED = "nusselt-uncontrolled";

  private static final int HEATERS = 6;
  private static final double STRENGTH = 0.75;
  private static final int SENSOR_ROWS = 4;
  private static final int SENSOR_COLUMNS = 12;
  private static final int SENSORS = SENSOR_ROWS * SENSOR_COLUMNS;
  private static final double FIRST_NOISE = 0.1;

  private final Options options;
  private final EnvironmentSpec spec;
  private final int width;
  private final int height;
  private final ThermalLattice fluid;
  private final double[] bottom;
  private final double[] heaters = new double[HEATERS];
  private final Supplier<double[]> uncontrolled;

  /** Options of a recipe. */
  public record Options(
      @Doc("cells from bottom to top, H; the width is 2 H")
          @Default("16")
          @Range(min = 8, max = 256)
          int height,
      @Doc("Rayleigh number; 16 cells resolve 1e4, 32 cells 1e5")
          @Default("10000")
          @Range(min = 1, max = 1e7)
          double rayleigh,
      @Doc("Prandtl number") @Default("0.7") @Range(min = 0.1, max = 10) double prandtl,
      @Doc("steps of an episode, each a free-fall time") @Default("200") @Range(min = 1, max = 1e6)
          int steps,
      @Doc("free-fall times that pass before control begins")
          @Default("100")
          @Range(min = 5, max = 1e5)
          int spinUp) {}

  /** Its first flow is computed when it is first needed, by this instance alone. */
  public RayleighBenard(Options options) {
    this(options, () -> developed(options));
  }

  /**
   * @param uncontrolled gives {@link #developed} of the options, which many instances may share; it
   *     is not written to
   */
  RayleighBenard(Options options, Supplier<double[]> uncontrolled) {
    this.options = options;
    this.uncontrolled = uncontrolled;
    this.height = options.height();
    this.width = 2 * height;
    this.fluid = new ThermalLattice(width, height, options.rayleigh(), options.prandtl());
    this.bottom = new double[width];
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.unbounded(3 * SENSORS),
            ActionSpace.Box.of(HEATERS, -1, 1),
            options.steps(),
            false);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return fluid.size() + 3;
  }

  /** Cells of a row of the field. */
  public int width() {
    return width;
  }

  /** Rows of the field. */
  public int height() {
    return height;
  }

  /**
   * The temperature of every cell.
   *
   * @param field [height][width], overwritten; row 0 is at the bottom
   */
  public void temperature(double[] state, double[] field) {
    for (int i = 0; i < field.length; i++) {
      field[i] = fluid.temperature(state, i);
    }
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    double[] flow = uncontrolled.get();
    int moved = random.nextInt(width);
    for (int row = 0; row < ThermalLattice.PLANES * height; row++) {
      for (int x = 0; x < width; x++) {
        state[row * width + (x + moved) % width] = flow[row * width + x];
      }
    }
    state[reference()] = flow[reference()];
    state[reference() + 1] = 0;
    state[reference() + 2] = 0;
  }

  private int reference() {
    return fluid.size();
  }

  /** The state that convection alone comes to, with its mean Nusselt number. */
  static double[] developed(Options options) {
    return new RayleighBenard(options, () -> null).develop();
  }

  private double[] develop() {
    double[] state = new double[stateSize()];
    RandomSource random = new RandomSource(0);
    double[] temperature = new double[width * height];
    for (int i = 0; i < temperature.length; i++) {
      temperature[i] = fluid.conduction(i / width) + FIRST_NOISE * (2 * random.nextDouble() - 1);
    }
    fluid.rest(state, temperature);
    Arrays.fill(bottom, 1);
    int measured = (options.spinUp() + 4) / 5;
    fluid.advance(state, bottom, (options.spinUp() - measured) * fluid.freeFall());
    double sum = 0;
    for (int i = 0; i < measured; i++) {
      fluid.advance(state, bottom, fluid.freeFall());
      sum += fluid.nusselt(state);
    }
    state[reference()] = sum / measured;
    return state;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    heat(action);
    fluid.advance(state, bottom, fluid.freeFall());
    double nusselt = fluid.nusselt(state);
    state[reference() + 1] += nusselt;
    state[reference() + 2]++;
    out.set(state[reference()] - nusselt, false, false);
  }

  /** Writes the temperature of the bottom. */
  private void heat(float[] action) {
    double mean = 0;
    for (int i = 0; i < HEATERS; i++) {
      heaters[i] = Math.max(-1, Math.min(1, action[i]));
      mean += heaters[i] / HEATERS;
    }
    double largest = 1;
    for (int i = 0; i < HEATERS; i++) {
      heaters[i] -= mean;
      largest = Math.max(largest, Math.abs(heaters[i]));
    }
    for (int x = 0; x < width; x++) {
      double place = (x + 0.5) * HEATERS / width + HEATERS - 0.5;
      int left = (int) place;
      double t = place - left;
      double blend = t * t * (3 - 2 * t);
      double deviation =
          (1 - blend) * heaters[left % HEATERS] + blend * heaters[(left + 1) % HEATERS];
      bottom[x] = 1 + STRENGTH * deviation / largest;
    }
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int r = 0; r < SENSOR_ROWS; r++) {
      int y = (2 * r + 1) * height / (2 * SENSOR_ROWS);
      for (int c = 0; c < SENSOR_COLUMNS; c++) {
        int x = (2 * c + 1) * width / (2 * SENSOR_COLUMNS);
        int sensor = r * SENSOR_COLUMNS + c;
        int cell = y * width + x;
        observation[sensor] = (float) fluid.temperature(state, cell);
        observation[SENSORS + sensor] = (float) fluid.velocityX(state, cell);
        observation[2 * SENSORS + sensor] = (float) fluid.velocityY(state, cell);
      }
    }
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    double steps = state[reference() + 2];
    return steps == 0
        ? Map.of()
        : Map.of(
            NUSSELT, Double.toString(state[reference() + 1] / steps),
            UNCONTROLLED, Double.toString(state[reference()]));
  }

  /** The temperature, cold above and warm below. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double[] field = new double[width * height];
    temperature(state, field);
    return Optional.of(
        new Scene(
            0,
            0,
            width,
            height,
            List.of(new Mark.Field(field, height, width, 0, 1, 0, 0, width, height))));
  }
}

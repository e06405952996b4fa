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
 * Calm the vortices behind a cylinder in a channel, by turning it or by two jets on it.
 *
 * <pre>
 * fluid: {@link CylinderFlow}, D cells across the cylinder, mean inflow U
 * action a in R, clipped into [-1, 1]; at every lattice step the control moves: c += 0.1 (a - c)
 * rotation: the surface moves with 0.5 U c, counterclockwise
 * jets: at 90 and 270 degrees, 10 degrees to each side, U c (1 - (angle / 10)^2) outward above, inward below
 * a step is 0.25 D / U;  limit 80 steps;  reward = Cd_ref - mean Cd - |mean Cl| over the lattice steps
 * Cd = F_x / (U^2 D / 2), Cl = F_y / (U^2 D / 2)
 * observation: u_x / U, u_y / U, (rho - 1) / (3 U^2), each at 16 places around the cylinder at 0.75 D,
 *   counterclockwise from the rear, then 8 x 3 in the wake (1 to 4.5 D behind the center, -0.75, 0, 0.75 D);
 *   then c
 * state: 9 planes of populations [41 D / 10][22 D] as {@link CylinderFlow} has them, then c, Cd_ref, the
 *   sums of Cd and of |Cl| over the episode's steps, and the number of steps
 * first state: one of 14 states of the flow without control, a step apart (one period of vortices)
 * </pre>
 *
 * <p>Cd_ref is the mean Cd of those 14 steps on the same grid. At 10 cells a jet is not two cells
 * wide: it is there for comparison, rotation is what the grid resolves. Attributes: {@code drag}
 * and {@code lift}, the means of Cd and |Cl| over the steps so far; {@code drag-uncontrolled},
 * Cd_ref.
 *
 * <p>Source: the task, its action and its reward are those of safe-autonomous-systems/fluidgym
 * (arXiv 2601.15015); the solver, the sensors and the surface speed are ours.
 */
public final class Cylinder implements Dynamics {

  public static final String ID = "cylinder";

  /** Attribute with the mean drag coefficient of the episode. */
  static final String DRAG = "drag";

  /** Attribute with the mean size of the lift coefficient. */
  static final String LIFT = "lift";

  /** Attribute with the mean drag coefficient without control. */
  static final String UNCONTROLLED = "drag-uncontrolled";

  private static final double SMOOTHING = 0.1;
  private static final double STEP = 0.25;
  private static final int FIRST_STATES = 14;
  private static final double KICK = 2;
  private static final int RING = 16;
  private static final int WAKE_COLUMNS = 8;
  private static final int WAKE_ROWS = 3;
  private static final int SENSORS = RING + WAKE_COLUMNS * WAKE_ROWS;
  private static final int CONTROL = 0;
  private static final int REFERENCE = 1;
  private static final int DRAG_SUM = 2;
  private static final int LIFT_SUM = 3;
  private static final int STEPS = 4;
  private static final int SCALARS = 5;

  private final Options options;
  private final EnvironmentSpec spec;
  private final CylinderFlow fluid;
  private final Supplier<double[][]> uncontrolled;
  private final int latticeSteps;
  private final int[] sensors = new int[SENSORS];
  private double meanDrag;
  private double meanLift;

  /** What the action does. */
  public enum Actuation {
    ROTATION,
    JETS
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("cells across the cylinder, D: the channel has 22 D x 4.1 D")
          @Default("10")
          @Range(min = 4, max = 100)
          int diameter,
      @Doc("Reynolds number of the mean inflow and the diameter; 10 cells resolve 100")
          @Default("100")
          @Range(min = 1, max = 1000)
          double reynolds,
      @Doc("rotation: the action turns the cylinder; jets: it blows and sucks through two slots")
          @Default("rotation")
          Actuation actuation,
      @Doc("steps of an episode, each 0.25 D / U") @Default("80") @Range(min = 1, max = 1e6)
          int steps,
      @Doc("time that passes before control begins, in D / U")
          @Default("50")
          @Range(min = 0, max = 1e5)
          double spinUp) {}

  /** Its first flow is computed when it is first needed, by this instance alone. */
  public Cylinder(Options options) {
    this(options, () -> developed(options));
  }

  /**
   * @param uncontrolled gives {@link #developed} of the options, which many instances may share; it
   *     is not written to
   */
  Cylinder(Options options, Supplier<double[][]> uncontrolled) {
    this.options = options;
    this.uncontrolled = uncontrolled;
    this.fluid =
        new CylinderFlow(options.diameter(), options.reynolds(), surface(options.actuation()));
    this.latticeSteps = (int) Math.round(STEP * options.diameter() / CylinderFlow.INFLOW);
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.unbounded(3 * SENSORS + 1),
            ActionSpace.Box.of(1, -1, 1),
            options.steps(),
            false);
    placeSensors();
  }

  private static Surface surface(Actuation actuation) {
    return actuation == Actuation.ROTATION ? Surface.turning(0.5) : Surface.blowing(1, 10);
  }

  private void placeSensors() {
    for (int s = 0; s < RING; s++) {
      double angle = 2 * StrictMath.PI * s / RING;
      sensors[s] = cell(2 + 0.75 * StrictMath.cos(angle), 2 + 0.75 * StrictMath.sin(angle));
    }
    for (int r = 0; r < WAKE_ROWS; r++) {
      for (int c = 0; c < WAKE_COLUMNS; c++) {
        sensors[RING + r * WAKE_COLUMNS + c] = cell(3 + 0.5 * c, 1.25 + 0.75 * r);
      }
    }
  }

  /** The cell around a place, which is given in diameters. */
  private int cell(double x, double y) {
    int column = (int) (x * options.diameter());
    int row = (int) (y * options.diameter());
    return row * fluid.width() + column;
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return fluid.size() + SCALARS;
  }

  /** Cells of a row of the field. */
  public int width() {
    return fluid.width();
  }

  /** Rows of the field. */
  public int height() {
    return fluid.height();
  }

  /** Whether a cell, counted row by row from the bottom left, is inside the cylinder. */
  public boolean solid(int cell) {
    return fluid.solid(cell);
  }

  /**
   * The vorticity of every cell, in U / D, by central differences; 0 on the border and inside the
   * cylinder.
   *
   * @param field [height][width], overwritten; row 0 is at the bottom
   */
  public void vorticity(double[] state, double[] field) {
    int width = fluid.width();
    double scale = 0.5 * options.diameter() / CylinderFlow.INFLOW;
    Arrays.fill(field, 0);
    for (int y = 1; y < fluid.height() - 1; y++) {
      for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
        if (!fluid.solid(i)) {
          double turn = fluid.velocityY(state, i + 1) - fluid.velocityY(state, i - 1);
          double shear = fluid.velocityX(state, i + width) - fluid.velocityX(state, i - width);
          field[i] = scale * (turn - shear);
        }
      }
    }
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    double[][] flows = uncontrolled.get();
    System.arraycopy(flows[random.nextInt(flows.length)], 0, state, 0, state.length);
  }

  /** The states that episodes begin in. */
  static double[][] developed(Options options) {
    return new Cylinder(options, () -> null).develop();
  }

  /** A kick at the start, full control for a while, shortens the wait for vortices. */
  private double[][] develop() {
    double[] state = new double[stateSize()];
    fluid.start(state);
    long ahead = Math.round(options.spinUp() / STEP);
    for (long i = 0; i < ahead; i++) {
      advance(state, i < KICK / STEP ? 1 : 0);
    }
    double[][] states = new double[FIRST_STATES][];
    double drag = 0;
    for (int i = 0; i < FIRST_STATES; i++) {
      advance(state, 0);
      states[i] = state.clone();
      drag += meanDrag;
    }
    for (double[] first : states) {
      first[fluid.size() + CONTROL] = 0;
      first[fluid.size() + REFERENCE] = drag / FIRST_STATES;
    }
    return states;
  }

  /** One step; leaves the mean coefficients behind. */
  private void advance(double[] state, double action) {
    int at = fluid.size() + CONTROL;
    double control = state[at];
    double[] from = state;
    double[] to = fluid.workSpace();
    meanDrag = 0;
    meanLift = 0;
    for (int i = 0; i < latticeSteps; i++) {
      control += SMOOTHING * (action - control);
      fluid.step(from, to, control);
      meanDrag += fluid.drag() / latticeSteps;
      meanLift += fluid.lift() / latticeSteps;
      double[] swapped = from;
      from = to;
      to = swapped;
    }
    if (from != state) {
      System.arraycopy(from, 0, state, 0, fluid.size());
    }
    state[at] = control;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    advance(state, Math.max(-1, Math.min(1, action[0])));
    int scalars = fluid.size();
    state[scalars + DRAG_SUM] += meanDrag;
    state[scalars + LIFT_SUM] += Math.abs(meanLift);
    state[scalars + STEPS]++;
    out.set(state[scalars + REFERENCE] - meanDrag - Math.abs(meanLift), false, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int s = 0; s < SENSORS; s++) {
      int i = sensors[s];
      double pressure = (fluid.density(state, i) - 1) / 3;
      observation[s] = (float) (fluid.velocityX(state, i) / CylinderFlow.INFLOW);
      observation[SENSORS + s] = (float) (fluid.velocityY(state, i) / CylinderFlow.INFLOW);
      observation[2 * SENSORS + s] =
          (float) (pressure / (CylinderFlow.INFLOW * CylinderFlow.INFLOW));
    }
    observation[3 * SENSORS] = (float) state[fluid.size() + CONTROL];
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    int scalars = fluid.size();
    double steps = state[scalars + STEPS];
    return steps == 0
        ? Map.of()
        : Map.of(
            DRAG, Double.toString(state[scalars + DRAG_SUM] / steps),
            LIFT, Double.toString(state[scalars + LIFT_SUM] / steps),
            UNCONTROLLED, Double.toString(state[scalars + REFERENCE]));
  }

  /** The vorticity, from -3 to 3 U / D, and the cylinder in it. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double[] field = new double[width() * height()];
    vorticity(state, field);
    for (int cell = 0; cell < field.length; cell++) {
      field[cell] = solid(cell) ? Double.NaN : field[cell];
    }
    Mark.Field flow = new Mark.Field(field, height(), width(), -3, 3, 0, 0, width(), height());
    return Optional.of(new Scene(0, 0, width(), height(), List.of(flow)));
  }
}

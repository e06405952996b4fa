package io.millrace.env.traffic;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Command the speeds of a highway's first three cells so that its bottleneck does not break down.
 *
 * <pre>
 * model        {@link HighwayCells}
 * state        6 densities, 3 commanded speeds, queue at the origin, steps of 10 s, vehicles that left in the last hour
 * observation  densities over jam density, commanded speeds over 60, queue over 1000
 * action       3 numbers, each read in thirds of [-1, 1]: 30, 45 or 60 km/h; beyond the box counts as its edge
 * reward       (vehicles that left - beta vehicle-hours lost)/100 - kappa (speeds that changed)
 * </pre>
 *
 * <p>First state: each density U(0, 20), speeds 60, no queue. An episode lasts `hours`. The
 * attribute {@code throughput} is what left the last cell in the last hour, veh/h, and 3250 of them
 * are a success. At 60 km/h the bottleneck breaks down and lets 3024 veh/h through; held at 30 it
 * never does, at 3300.
 *
 * <p>Source: "Self-Regulating Cars: Automating Traffic Control in Free Flow Road Networks", arXiv
 * 2506.11973. The choice of speeds is the paper's; network, reward and first state are ours.
 */
public final class SelfRegulatingCars implements Dynamics {

  public static final String ID = "self-regulating-cars";

  /** Cells whose speed is commanded, the first of the highway. */
  static final int COMMANDED = 3;

  static final String THROUGHPUT = "throughput";

  private static final int SPEEDS_AT = HighwayCells.CELLS;
  private static final int QUEUE_AT = SPEEDS_AT + COMMANDED;
  private static final int STEPS_AT = QUEUE_AT + 1;
  private static final int LEFT_AT = STEPS_AT + 1;
  private static final int STATE = LEFT_AT + 1;
  private static final int OBSERVATION = HighwayCells.CELLS + COMMANDED + 1;

  private static final double FIRST_DENSITY = 20;
  private static final double QUEUE_SCALE = 1000;
  private static final double REWARD_SCALE = 100;
  private static final int HOUR = 360;
  private static final double WANTED = 3250;

  private final Options options;
  private final EnvironmentSpec spec;
  private final HighwayCells model;
  private final int modelSteps;
  private final int lastHourFrom;
  private final double[] density = new double[HighwayCells.CELLS];
  private final double[] speed = new double[HighwayCells.CELLS];

  /** Options of a recipe. */
  public record Options(
      @Doc("vehicles an hour at the origin") @Default("3200") @Range(min = 0) double demand,
      @Doc("vehicles an hour on the ramp") @Default("500") @Range(min = 0) double ramp,
      @Doc("hours of an episode") @Default("3") @Range(min = 1, max = 24) int hours,
      @Doc("steps of 10 s between two commands") @Default("6") @Range(min = 1, max = 360) int every,
      @Doc("weight of a lost vehicle-hour, beta") @Default("0.5") @Range(min = 0) double lost,
      @Doc("cost of a changed speed, kappa") @Default("0.01") @Range(min = 0) double change) {

    /** The sheet's numbers. */
    public static Options standard() {
      return new Options(3200, 500, 3, 6, 0.5, 0.01);
    }
  }

  public SelfRegulatingCars(Options options) {
    this.options = options;
    this.model = new HighwayCells(options.demand(), options.ramp());
    this.modelSteps = options.every();
    int steps = (HOUR * options.hours() + modelSteps - 1) / modelSteps;
    this.lastHourFrom = steps * modelSteps - HOUR;
    float[] high = new float[OBSERVATION];
    Arrays.fill(high, Float.POSITIVE_INFINITY);
    this.spec =
        new EnvironmentSpec(
            ID,
            new ActionSpace.Box(new float[OBSERVATION], high),
            ActionSpace.Box.of(COMMANDED, -1, 1),
            steps,
            true);
  }

  /** The speed that a number commands, km/h. */
  static double speed(double action) {
    return action < -1.0 / 3 ? 30 : action <= 1.0 / 3 ? 45 : 60;
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return STATE;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    Arrays.fill(state, 0);
    for (int i = 0; i < HighwayCells.CELLS; i++) {
      state[i] = FIRST_DENSITY * random.nextDouble();
    }
    Arrays.fill(state, SPEEDS_AT, SPEEDS_AT + COMMANDED, HighwayCells.FREE_SPEED);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    int changed = command(state, action);
    double left = 0;
    double lost = 0;
    for (int k = 0; k < modelSteps; k++) {
      state[QUEUE_AT] = model.step(density, speed, state[QUEUE_AT]);
      double leaving = model.flow(HighwayCells.CELLS - 1) * HighwayCells.STEP;
      left += leaving;
      lost += model.lost();
      state[LEFT_AT] += state[STEPS_AT] >= lastHourFrom ? leaving : 0;
      state[STEPS_AT]++;
    }
    System.arraycopy(density, 0, state, 0, HighwayCells.CELLS);
    double reward = (left - options.lost() * lost) / REWARD_SCALE - options.change() * changed;
    out.set(reward, false, false);
  }

  /** Loads the model and commands the speeds; how many of them are new. */
  private int command(double[] state, float[] action) {
    System.arraycopy(state, 0, density, 0, HighwayCells.CELLS);
    Arrays.fill(speed, HighwayCells.FREE_SPEED);
    int changed = 0;
    for (int i = 0; i < COMMANDED; i++) {
      speed[i] = speed(action[i]);
      changed += speed[i] == state[SPEEDS_AT + i] ? 0 : 1;
      state[SPEEDS_AT + i] = speed[i];
    }
    return changed;
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int i = 0; i < HighwayCells.CELLS; i++) {
      observation[i] = (float) Math.max(0, state[i] / HighwayCells.jam(i));
    }
    for (int i = 0; i < COMMANDED; i++) {
      observation[SPEEDS_AT + i] = (float) (state[SPEEDS_AT + i] / HighwayCells.FREE_SPEED);
    }
    observation[QUEUE_AT] = (float) (state[QUEUE_AT] / QUEUE_SCALE);
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return state[LEFT_AT] >= WANTED;
  }

  /** The throughput of the last hour, from its end on. */
  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return state[STEPS_AT] < lastHourFrom + HOUR
        ? Map.of()
        : Map.of(THROUGHPUT, Double.toString(state[LEFT_AT]));
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(
        HighwayPicture.of(
            Arrays.copyOf(state, HighwayCells.CELLS),
            Arrays.copyOfRange(state, SPEEDS_AT, QUEUE_AT),
            state[QUEUE_AT]));
  }
}

package io.millrace.env.robot;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carry glass through process chambers with a robot, as fast as they allow.
 *
 * <pre>
 * the cell and its 2 m + 3 masked actions: {@link RobotCell}; an action lasts as long as it lasts, dt
 * reward = 1{a glass is unloaded} - price dt / alone - dwellCost (seconds that glasses dwelled beyond dwellLimit)
 * terminated: with the last of {@code glasses}; first state: an empty cell, the robot at the load port
 * state: clock, position, completed, time of the last completion, overdue seconds, held for station 1 .. m + 1,
 *   chamber 1 .. m holds a glass, its seconds left (below 0: it dwells), then the time of completion
 *   floor(glasses / 4), and of floor(3 glasses / 4)
 * observation: position as one of m + 2, held / arms (m + 1), holds a glass (m), seconds left (m), dwelled (m), since the
 *   last completion (1), glasses to go / glasses (1), the mask; times in units of alone
 * alone = seconds that a glass takes where there is no other, {@link RobotCell#alone}
 * </pre>
 *
 * <p>Throughput is a reward per time, but decisions last differently long, and a discount per
 * decision would reward many short ones. Here the number of glasses is given and time has a price:
 * without a discount an episode returns {@code glasses - price seconds / alone - ..}, whatever
 * number of decisions that took, and the best policy has the highest throughput at any price. At
 * price 1 a robot that carries one glass at a time earns nothing.
 *
 * <p>With one arm and two chambers there are two cycles of one glass. S1 finishes a glass before it
 * takes the next, S2 unloads chamber 2 before it feeds it (e = handling, d = travel):
 *
 * <pre>
 * T1 = 6 e + 6 d + p1 + p2,   T2 = 4 e + 4 d + max(2 e + 4 d, p1, p2)
 * </pre>
 *
 * <p>Attributes of a finished episode: {@code seconds-per-glass}, between the completions of a
 * quarter and of three quarters of the glasses, so that filling and emptying the cell does not
 * count; {@code seconds}; {@code overdue}.
 *
 * <p>Source: the problem is that of "Reinforcement Learning of Display Transfer Robots in Glass
 * Flow Control Systems: A Physical Simulation-Based Approach", whose states and rewards we could
 * not read; the model is the robotic cell of scheduling theory (Sethi et al., "Sequencing of parts
 * and robot moves in a robotic cell", 1992); observation, masks, and the price of time are ours.
 */
public final class GlassRobot implements Dynamics {

  public static final String ID = "glass-robot";

  /** Attributes of a finished episode. */
  static final String SECONDS_PER_GLASS = "seconds-per-glass";

  static final String SECONDS = "seconds";
  static final String OVERDUE = "overdue";

  private final Options options;
  private final RobotCell cell;
  private final int chambers;
  private final int quarter;
  private final int threeQuarters;
  private final EnvironmentSpec spec;

  /** Options of a recipe. */
  public record Options(
      @Doc("seconds of each chamber, in the order that glass visits them")
          @Default("[10.0, 20.0]")
          @Range(min = 0, max = 10_000)
          @Size(min = 1, max = 8)
          List<Double> processing,
      @Doc("arms of the robot") @Default("1") @Range(min = 1, max = 2) int arms,
      @Doc("seconds to pick or place a glass") @Default("1.0") @Range(min = 0, max = 1000)
          double handling,
      @Doc("how the robot travels") Motion motion,
      @Doc("glasses of an episode") @Default("20") @Range(min = 4, max = 10_000) int glasses,
      @Doc("what the time costs, in glasses, that a glass takes alone")
          @Default("1.0")
          @Range(min = 0, max = 1000)
          double price,
      @Doc("seconds that a glass may dwell in a chamber when it is done")
          @Default("10.0")
          @Range(min = 0)
          double dwellLimit,
      @Doc("what a second beyond that costs, in glasses")
          @Default("0.0")
          @Range(min = 0, max = 1000)
          double dwellCost) {}

  /** How the robot travels. */
  public record Motion(
      @Doc(
              "constant: neighbors are distance seconds apart; trapezoid: meters, with a limited"
                  + " acceleration")
          @Default("constant")
          Travel.Profile profile,
      @Doc("between neighboring stations, seconds or meters")
          @Default("1.0")
          @Range(min = 0, max = 1000)
          double distance,
      @Doc("of a trapezoid, m/s") @Default("2.0") @Range(min = 0, minExclusive = true, max = 1000)
          double speed,
      @Doc("of a trapezoid, m/s^2") @Default("1.0") @Range(min = 0, minExclusive = true, max = 1000)
          double acceleration) {}

  public GlassRobot(Options options) {
    this.options = options;
    this.chambers = options.processing().size();
    Motion motion = options.motion();
    this.cell =
        new RobotCell(
            options.processing().stream().mapToDouble(Double::doubleValue).toArray(),
            options.arms(),
            new Travel(motion.profile(), motion.distance(), motion.speed(), motion.acceleration()),
            options.handling(),
            options.dwellLimit());
    if (!(cell.alone() > 0)) {
      throw new IllegalArgumentException(
          "expected a cell in which a glass takes some time, environment=%s seconds=%s"
              .formatted(ID, cell.alone()));
    }
    this.quarter = options.glasses() / 4;
    this.threeQuarters = 3 * options.glasses() / 4;
    this.spec = spec(options);
  }

  private EnvironmentSpec spec(Options options) {
    int size = cell.stations() + 4 * chambers + 3 + cell.actions();
    float[] high = new float[size];
    Arrays.fill(high, Float.POSITIVE_INFINITY);
    Arrays.fill(high, size - cell.actions(), size, 1);
    // A glass is picked and placed m + 1 times and done m times; a wait ends with one that is done.
    int mostDecisions = (options.glasses() + chambers + options.arms()) * (3 * chambers + 2);
    return new EnvironmentSpec(
            ID,
            new ActionSpace.Box(new float[size], high),
            ActionSpace.MultiDiscrete.masked(cell.actions()),
            mostDecisions,
            false)
        .asDeterministic();
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return cell.size() + 2;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    cell.start(state);
    state[cell.size()] = 0;
    state[cell.size() + 1] = 0;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double completed = state[RobotCell.COMPLETED];
    double overdue = state[RobotCell.OVERDUE];
    double seconds = cell.act(state, (int) action[0]);
    boolean unloaded = state[RobotCell.COMPLETED] > completed;
    if (unloaded) {
      note(state);
    }
    double reward =
        (unloaded ? 1 : 0)
            - options.price() * seconds / cell.alone()
            - options.dwellCost() * (state[RobotCell.OVERDUE] - overdue);
    out.set(reward, state[RobotCell.COMPLETED] >= options.glasses(), false);
  }

  private void note(double[] state) {
    if (state[RobotCell.COMPLETED] == quarter) {
      state[cell.size()] = state[RobotCell.CLOCK];
    }
    if (state[RobotCell.COMPLETED] == threeQuarters) {
      state[cell.size() + 1] = state[RobotCell.CLOCK];
    }
  }

  @Override
  public void observe(double[] state, float[] observation) {
    double alone = cell.alone();
    int at = 0;
    for (int station = 0; station < cell.stations(); station++) {
      observation[at++] = state[RobotCell.POSITION] == station ? 1 : 0;
    }
    for (int station = 1; station <= chambers + 1; station++) {
      observation[at++] = (float) (cell.held(state, station) / options.arms());
    }
    for (int chamber = 1; chamber <= chambers; chamber++) {
      double left = cell.remaining(state, chamber) / alone;
      observation[at] = cell.occupied(state, chamber) ? 1 : 0;
      observation[at + chambers] = (float) Math.max(0, left);
      observation[at + 2 * chambers] = (float) Math.max(0, -left);
      at++;
    }
    at += 2 * chambers;
    double since = state[RobotCell.CLOCK] - state[RobotCell.LAST_COMPLETION];
    observation[at++] = (float) (since / alone);
    observation[at++] = (float) (1 - state[RobotCell.COMPLETED] / options.glasses());
    for (int action = 0; action < cell.actions(); action++) {
      observation[at++] = cell.allows(state, action) ? 1 : 0;
    }
  }

  /** Nothing before the last glass: figures of a part would be of another task. */
  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    if (state[RobotCell.COMPLETED] < options.glasses()) {
      return Map.of();
    }
    double settled = state[cell.size() + 1] - state[cell.size()];
    return Map.of(
        SECONDS_PER_GLASS, Double.toString(settled / (threeQuarters - quarter)),
        SECONDS, Double.toString(state[RobotCell.CLOCK]),
        OVERDUE, Double.toString(state[RobotCell.OVERDUE]));
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(new CellPicture(cell, options.processing(), options.glasses()).of(state));
  }
}

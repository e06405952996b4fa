package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drive to a target and stop there, by actions that are a choice and its parameters: {@code
 * Moving-v0} of gym-hybrid.
 *
 * <pre>
 * state (x, y, speed v, heading theta, target x, target y, steps);  action (acceleration a, turn b, choice)
 * choice 0, accelerate: v += 0.5 clip(a, 0, 1);  1, turn: theta += (pi/2) clip(b, -1, 1)
 * choice 2, brake: v = v &lt; 0.1 ? 0 : v - 0.1;   then (x, y) += 0.005 v (cos theta, sin theta)
 * observation (x, y, v, cos theta, sin theta, target, distance d, 1{d &lt;= 0.1}, steps / 200)
 * d &lt; 0.1 and v = 0: reward d_before - d - 0.001 + 1, terminates;   else |x| &gt; 1 or |y| &gt; 1 or
 * steps &gt; 200: reward -1, terminates;   else reward d_before - d - 0.001
 * </pre>
 *
 * <p>Only the parameter of what was chosen counts. Running out of steps is an end that costs, as in
 * the source, and no truncation: an observation tells how many are left. First state: target in
 * U(-0.9, 0.9)^2, place in U(-1, 1)^2, heading in U(0, 2 pi), at rest. Success is to stand at the
 * target; the attribute {@code end} says {@code target}, {@code wall} or {@code time}.
 *
 * <p>{@code view: agent} is ours: the target is told by how far ahead and how far to the left it
 * is.
 *
 * <p>Demonstrations: {@link MovingRule}.
 *
 * <p>Source: thomashirtz/gym-hybrid, gym_hybrid/environments.py and agents.py; such actions are the
 * parameterized ones of Masson, Ranchod and Konidaris, "Reinforcement Learning with Parameterized
 * Actions" (AAAI 2016).
 */
public final class Moving implements Dynamics {

  public static final String ID = "moving";

  /** Attribute with how an episode has ended; absent while it runs. */
  static final String END = "end";

  static final int ACCELERATE = 0;
  static final int TURN = 1;
  static final int BRAKE = 2;
  static final double RADIUS = 0.1;

  private static final double FIELD = 1;
  private static final double GOAL_REWARD = 1;
  private static final double LOST_REWARD = -1;
  private static final int OBSERVED = 10;

  private static final int X = 0;
  private static final int Y = 1;
  private static final int SPEED = 2;
  private static final int HEADING = 3;
  private static final int TARGET_X = 4;
  private static final int TARGET_Y = 5;
  private static final int STEPS = 6;

  /** From where the target is seen. */
  public enum View {
    WORLD,
    AGENT
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("angle of a full turn in one step, rad") @Default("1.5707963267948966") @Range(min = 0)
          double maxTurn,
      @Doc("speed that a full acceleration adds in one step") @Default("0.5") @Range(min = 0)
          double maxAcceleration,
      @Doc("speed that a brake takes away in one step") @Default("0.1") @Range(min = 0)
          double brake,
      @Doc("time of a step: the distance that a speed of 1 goes") @Default("0.005") @Range(min = 0)
          double stepTime,
      @Doc("steps after which one more ends the episode as lost")
          @Default("200")
          @Range(min = 1, max = 100_000)
          int maxSteps,
      @Doc("what every step costs") @Default("0.001") @Range(min = 0) double penalty,
      @Doc(
              "world: an observation tells the target's place; agent: how far ahead and how far to"
                  + " the left it is")
          @Default("world")
          View view) {

    /** Those of Moving-v0. */
    static Options standard() {
      return new Options(Math.PI / 2, 0.5, 0.1, 0.005, 200, 0.001, View.WORLD);
    }
  }

  private final Options options;
  private final EnvironmentSpec spec;

  public Moving(Options options) {
    this.options = options;
    this.spec =
        new EnvironmentSpec(
            ID,
            observationSpace(options),
            new ActionSpace.Mixed(
                new ActionSpace.Box(new float[] {0, -1}, new float[] {1, 1}),
                new ActionSpace.MultiDiscrete(3)),
            options.maxSteps() + 1,
            true);
  }

  /** The last step may lead over the edge, as far as the greatest speed goes. */
  private static ActionSpace.Box observationSpace(Options options) {
    double most = options.maxAcceleration() * (options.maxSteps() + 1) * (1 + 1e-6);
    float speed = (float) most;
    float place = (float) (FIELD + options.stepTime() * most);
    float distance = (float) (2 * StrictMath.sqrt(2) * place);
    float target = options.view() == View.WORLD ? (float) FIELD : distance;
    float time = (options.maxSteps() + 1f) / options.maxSteps();
    return new ActionSpace.Box(
        new float[] {-place, -place, 0, -1, -1, -target, -target, 0, 0, 0},
        new float[] {place, place, speed, 1, 1, target, target, distance, 1, time});
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  Options options() {
    return options;
  }

  @Override
  public int stateSize() {
    return 7;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    double reach = FIELD - RADIUS;
    state[TARGET_X] = Uniform.between(random, -reach, reach);
    state[TARGET_Y] = Uniform.between(random, -reach, reach);
    state[X] = Uniform.between(random, -FIELD, FIELD);
    state[Y] = Uniform.between(random, -FIELD, FIELD);
    state[HEADING] = Uniform.between(random, 0, 2 * Math.PI);
    state[SPEED] = 0;
    state[STEPS] = 0;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double before = distance(state);
    state[STEPS]++;
    drive(state, action);
    boolean arrived = arrived(state);
    boolean lost = !arrived && (outside(state) || state[STEPS] > options.maxSteps());
    double gained = before - distance(state) - options.penalty() + (arrived ? GOAL_REWARD : 0);
    out.set(lost ? LOST_REWARD : gained, arrived || lost, false);
  }

  private void drive(double[] state, float[] action) {
    switch ((int) action[2]) {
      case ACCELERATE -> state[SPEED] += options.maxAcceleration() * clip(action[0], 0);
      case TURN -> state[HEADING] = turned(state[HEADING], options.maxTurn() * clip(action[1], -1));
      default -> state[SPEED] = state[SPEED] < options.brake() ? 0 : state[SPEED] - options.brake();
    }
    state[X] += options.stepTime() * state[SPEED] * StrictMath.cos(state[HEADING]);
    state[Y] += options.stepTime() * state[SPEED] * StrictMath.sin(state[HEADING]);
  }

  private static double clip(double value, double low) {
    return Math.max(low, Math.min(1, value));
  }

  /** In [0, 2 pi). */
  private static double turned(double heading, double by) {
    double angle = (heading + by) % (2 * Math.PI);
    return angle < 0 ? angle + 2 * Math.PI : angle;
  }

  /** From the middle of the target. */
  static double distance(double[] state) {
    double x = state[X] - state[TARGET_X];
    double y = state[Y] - state[TARGET_Y];
    return StrictMath.sqrt(x * x + y * y);
  }

  /** How far left of the heading the target is, rad in [-pi, pi). */
  static double bearing(double[] state) {
    double angle = StrictMath.atan2(state[TARGET_Y] - state[Y], state[TARGET_X] - state[X]);
    return Pendulum.wrap(angle - state[HEADING]);
  }

  static double speed(double[] state) {
    return state[SPEED];
  }

  private static boolean arrived(double[] state) {
    return distance(state) < RADIUS && state[SPEED] == 0;
  }

  private static boolean outside(double[] state) {
    return Math.abs(state[X]) > FIELD || Math.abs(state[Y]) > FIELD;
  }

  @Override
  public void observe(double[] state, float[] observation) {
    double cos = StrictMath.cos(state[HEADING]);
    double sin = StrictMath.sin(state[HEADING]);
    double x = state[TARGET_X] - state[X];
    double y = state[TARGET_Y] - state[Y];
    boolean world = options.view() == View.WORLD;
    double[] seen = {
      state[X],
      state[Y],
      state[SPEED],
      cos,
      sin,
      world ? state[TARGET_X] : cos * x + sin * y,
      world ? state[TARGET_Y] : cos * y - sin * x,
      distance(state),
      distance(state) > RADIUS ? 0 : 1,
      state[STEPS] / options.maxSteps()
    };
    for (int i = 0; i < OBSERVED; i++) {
      observation[i] = (float) seen[i];
    }
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return arrived(state);
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    if (arrived(state)) {
      return Map.of(END, "target");
    }
    if (outside(state)) {
      return Map.of(END, "wall");
    }
    return state[STEPS] > options.maxSteps() ? Map.of(END, "time") : Map.of();
  }

  /** The field, the target, and the driver with its heading; orange while it brakes. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    Ink driver = lastAction[2] == BRAKE ? Ink.ORANGE : Ink.BLUE;
    double noseX = state[X] + 0.12 * StrictMath.cos(state[HEADING]);
    double noseY = state[Y] + 0.12 * StrictMath.sin(state[HEADING]);
    return Optional.of(
        Scene.around(
            1.2 * FIELD,
            List.of(
                new Mark.Rectangle(Ink.PALE, -FIELD, -FIELD, 2 * FIELD, 2 * FIELD),
                new Mark.Disc(Ink.GREEN, state[TARGET_X], state[TARGET_Y], RADIUS),
                new Mark.Disc(driver, state[X], state[Y], 0.05),
                Mark.Line.between(Ink.DARK, 0.02, state[X], state[Y], noseX, noseY))));
  }
}

package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.CartPolePicture;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import java.util.Optional;

/**
 * Balance a pole on a cart: Gymnasium's {@code CartPole-v1}.
 *
 * <pre>
 * state (x, x', theta, theta'); observation the same in single precision; force F = +-10 (choice 1: +10)
 * tmp = (F + mp l theta'^2 sin theta) / M
 * theta'' = (g sin theta - cos theta tmp) / (l (4/3 - mp cos^2 theta / M))
 * x'' = tmp - mp l theta'' cos theta / M
 * </pre>
 *
 * <p>Explicit Euler, 0.02 s: positions move by the <em>old</em> velocities. Terminates when |x| >
 * 2.4 or |theta| > 12 degrees; the reward is 1 on every step, the terminating one included; the
 * limit is 500 steps. First state: U(-0.05, 0.05) in each of the four.
 *
 * <p>Source: Farama-Foundation/Gymnasium, gymnasium/envs/classic_control/cartpole.py.
 */
public final class CartPole implements Dynamics {

  public static final String ID = "cart-pole";

  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double TOTAL_MASS = 1.1;
  private static final double HALF_LENGTH = 0.5;
  private static final double FORCE = 10;
  private static final double STEP_SECONDS = 0.02;
  private static final double MAX_POSITION = 2.4;
  private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double FIRST_BOUND = 0.05;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, observationSpace(), new ActionSpace.Discrete(2), 500, false);

  private static final CartPolePicture PICTURE = new CartPolePicture(MAX_POSITION, 2 * HALF_LENGTH);

  /** How the two choices are named in an action. */
  public enum Actions {
    /** The action is the choice, 0 or 1. */
    DISCRETE,
    /** The action is any number; above 0 it means choice 1. */
    THRESHOLD
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("discrete: an action is the choice 0 or 1; threshold: any number, above 0 means 1")
          @Default("discrete")
          Actions actions) {}

  /**
   * Twice the limits, so that the observation of the terminating step is inside, as in Gymnasium.
   */
  private static ActionSpace.Box observationSpace() {
    float position = (float) (2 * MAX_POSITION);
    float angle = (float) (2 * MAX_ANGLE);
    float any = Float.POSITIVE_INFINITY;
    return new ActionSpace.Box(
        new float[] {-position, -any, -angle, -any}, new float[] {position, any, angle, any});
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return 4;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    for (int i = 0; i < state.length; i++) {
      state[i] = Uniform.between(random, -FIRST_BOUND, FIRST_BOUND);
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double force = action[0] == 1 ? FORCE : -FORCE;
    double theta = state[2];
    double omega = state[3];
    double cos = StrictMath.cos(theta);
    double sin = StrictMath.sin(theta);
    double massLength = POLE_MASS * HALF_LENGTH;
    // Squares first, as Gymnasium does: a controller that switches at 0 amplifies the last bit.
    double push = (force + massLength * (omega * omega) * sin) / TOTAL_MASS;
    double inertia = HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS);
    double angular = (GRAVITY * sin - cos * push) / inertia;
    double linear = push - massLength * angular * cos / TOTAL_MASS;

    state[0] += STEP_SECONDS * state[1];
    state[1] += STEP_SECONDS * linear;
    state[2] += STEP_SECONDS * omega;
    state[3] += STEP_SECONDS * angular;
    out.set(1, Math.abs(state[0]) > MAX_POSITION || Math.abs(state[2]) > MAX_ANGLE, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int i = 0; i < state.length; i++) {
      observation[i] = (float) state[i];
    }
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double force = Float.isNaN(lastAction[0]) ? 0 : lastAction[0] == 1 ? 1 : -1;
    return Optional.of(PICTURE.of(state[0], state[2], force));
  }
}

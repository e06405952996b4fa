package io.millrace.env.mujoco;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.CartPolePicture;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Balance a pole on a cart with a force of any size, in MuJoCo ({@code cartpole.xml}). Masses,
 * lengths, limits and reward are those of CartPole-v1; the force is {@code 10 clip(a, -1, 1)} N and
 * the integrator is a fourth-order Runge-Kutta instead of Euler's.
 *
 * <p>State (x, theta, x', theta'), observation the same in single precision. A decision lasts 0.02
 * s, 2 steps of the model. Terminates when |x| > 2.4 or |theta| > 12 degrees; the reward is 1 on
 * every step, the terminating one included; the limit is 500. First state: U(-0.05, 0.05) in each
 * of the four.
 */
public final class MujocoCartpole implements Dynamics {

  static final String ID = "mujoco-cartpole";
  static final MujocoModel MODEL = MujocoModel.resource("cartpole", 2, 2, 1);

  private static final double MAX_POSITION = 2.4;
  private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double FIRST_BOUND = 0.05;
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID, ActionSpace.Box.unbounded(4), ActionSpace.Box.of(1, -1, 1), 500, false);

  private static final CartPolePicture PICTURE = new CartPolePicture(MAX_POSITION, 1);
  private final MujocoBody body = new MujocoBody(MODEL, 2);

  /** Options of a recipe: none. */
  public record Options() {}

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return MODEL.stateSize();
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    Arrays.fill(state, 0);
    for (int joint = 0; joint < 2; joint++) {
      body.setPosition(state, joint, FIRST_BOUND * (2 * random.nextDouble() - 1));
      body.setVelocity(state, joint, FIRST_BOUND * (2 * random.nextDouble() - 1));
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    body.advance(state, action);
    boolean fallen =
        Math.abs(body.position(state, 0)) > MAX_POSITION
            || Math.abs(body.position(state, 1)) > MAX_ANGLE;
    out.set(1, fallen, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int i = 0; i < observation.length; i++) {
      observation[i] = (float) state[1 + i];
    }
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double force = Float.isNaN(lastAction[0]) ? 0 : Math.max(-1, Math.min(1, lastAction[0]));
    return Optional.of(PICTURE.of(body.position(state, 0), body.position(state, 1), force));
  }

  @Override
  public void close() {
    body.close();
  }
}

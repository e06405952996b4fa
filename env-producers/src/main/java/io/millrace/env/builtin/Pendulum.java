package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.PendulumPicture;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.Optional;

/**
 * Swing a pendulum up and hold it there: Gymnasium's {@code Pendulum-v1}.
 *
 * <pre>
 * state (theta, omega); observation (cos theta, sin theta, omega); torque u = clip(a, -2, 2)
 * reward = -(wrap(theta)^2 + 0.1 omega^2 + 0.001 u^2)          of the old state
 * omega' = clip(omega + (15 sin theta + 3 u) dt, -8, 8); theta' = theta + omega' dt; dt = 0.05
 * </pre>
 *
 * <p>The angle of the state is never wrapped; only the cost wraps it. An episode never terminates;
 * the limit is 200 steps. First state: theta in U(-pi, pi), omega in U(-1, 1).
 *
 * <p>Demonstrations: {@link PendulumSwing}, which is mediocre on purpose.
 *
 * <p>Source: Farama-Foundation/Gymnasium, gymnasium/envs/classic_control/pendulum.py.
 */
public final class Pendulum implements Dynamics {

  public static final String ID = "pendulum";

  private static final double GRAVITY = 10;
  private static final double STEP_SECONDS = 0.05;
  private static final double MAX_TORQUE = 2;
  private static final double MAX_SPEED = 8;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID,
          new ActionSpace.Box(
              new float[] {-1, -1, (float) -MAX_SPEED}, new float[] {1, 1, (float) MAX_SPEED}),
          ActionSpace.Box.of(1, (float) -MAX_TORQUE, (float) MAX_TORQUE),
          200,
          false);

  /** Options of a recipe: none. */
  public record Options() {}

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return 2;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    state[0] = Uniform.between(random, -Math.PI, Math.PI);
    state[1] = Uniform.between(random, -1, 1);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double theta = state[0];
    double omega = state[1];
    double torque = clip(action[0], MAX_TORQUE);
    double angle = wrap(theta);
    double cost = angle * angle + 0.1 * omega * omega + 0.001 * torque * torque;
    double acceleration = 1.5 * GRAVITY * StrictMath.sin(theta) + 3 * torque;
    state[1] = clip(omega + acceleration * STEP_SECONDS, MAX_SPEED);
    state[0] = theta + state[1] * STEP_SECONDS;
    out.set(-cost, false, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = (float) StrictMath.cos(state[0]);
    observation[1] = (float) StrictMath.sin(state[0]);
    observation[2] = (float) state[1];
  }

  /** The angle counts counter-clockwise, and so does the torque. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double torque = Float.isNaN(lastAction[0]) ? 0 : clip(lastAction[0], MAX_TORQUE) / MAX_TORQUE;
    return Optional.of(PendulumPicture.of(-state[0], -torque));
  }

  static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }

  /** The same angle in [-pi, pi). */
  static double wrap(double angle) {
    double turn = (angle + Math.PI) % (2 * Math.PI);
    return (turn < 0 ? turn + 2 * Math.PI : turn) - Math.PI;
  }
}

package io.millrace.env.mujoco;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.PendulumPicture;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Swing a rod up and hold it there, in MuJoCo ({@code pendulum.xml}): 0.5 m, 1 kg, no friction.
 *
 * <pre>
 * phi = wrap(qpos - pi), 0 upright; observation (cos phi, sin phi, omega); torque u in [-1, 1] N m,
 * 41 % of what gravity pulls with at the most; reward = -(phi^2 + 0.05 omega^2 + 0.001 u^2) of the old state
 * </pre>
 *
 * <p>A decision lasts 0.03 s, 15 steps of the model; an episode never terminates; the limit is 200.
 * First state: phi in U(-pi, pi), omega in U(-1, 1). The task is Pendulum-v1's, the numbers are
 * ours.
 */
public final class MujocoPendulum implements Dynamics {

  static final String ID = "mujoco-pendulum";
  static final MujocoModel MODEL = MujocoModel.resource("pendulum", 1, 1, 1);

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID,
          new ActionSpace.Box(
              new float[] {-1, -1, Float.NEGATIVE_INFINITY},
              new float[] {1, 1, Float.POSITIVE_INFINITY}),
          ActionSpace.Box.of(1, -1, 1),
          200,
          false);

  private final MujocoBody body = new MujocoBody(MODEL, 15);

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
    body.setPosition(state, 0, Math.PI * (2 * random.nextDouble()));
    body.setVelocity(state, 0, 2 * random.nextDouble() - 1);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double phi = Math.IEEEremainder(body.position(state, 0) - Math.PI, 2 * Math.PI);
    double omega = body.velocity(state, 0);
    double effort = body.advance(state, action);
    out.set(-(phi * phi + 0.05 * omega * omega + 0.001 * effort), false, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    double phi = body.position(state, 0) - Math.PI;
    observation[0] = (float) StrictMath.cos(phi);
    observation[1] = (float) StrictMath.sin(phi);
    observation[2] = (float) body.velocity(state, 0);
  }

  @Override
  public void close() {
    body.close();
  }

  /** A torque above 0 turns the rod's top to the right. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double torque = Float.isNaN(lastAction[0]) ? 0 : Math.max(-1, Math.min(1, lastAction[0]));
    return Optional.of(PendulumPicture.of(body.position(state, 0) - Math.PI, torque));
  }
}

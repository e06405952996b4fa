package io.millrace.env.mujoco;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Hop forward on one leg in a plane, in MuJoCo ({@code hopper.xml}, our own body): torso, thigh,
 * shin, foot; motors at hip, knee and ankle.
 *
 * <pre>
 * qpos (x, z, pitch, hip, knee, ankle), all 0 when it stands; observation qpos without x, then qvel
 * clipped to +-10: 11 numbers; reward = distance of x in this step / seconds + 1 - 0.001 |u|^2
 * </pre>
 *
 * <p>A decision lasts 0.008 s, 4 steps of the model. Terminates when the torso has sunk by more
 * than 0.5 m or leans by more than 0.3 rad; the limit is 1000. First state: U(-0.005, 0.005) in
 * each position and velocity, at the height where the foot touches the floor. The reward follows
 * Gymnasium's Hopper; figures are not comparable.
 */
public final class MujocoHopper implements Dynamics {

  static final String ID = "mujoco-hopper";
  static final MujocoModel MODEL = MujocoModel.resource("hopper", 6, 6, 3);

  private static final int OBSERVED = 11;
  private static final int JOINTS = 6;
  private static final double SECONDS = 0.008;
  private static final double MAX_SINK = 0.5;
  private static final double MAX_LEAN = 0.3;
  private static final double MAX_SEEN_SPEED = 10;
  private static final double FIRST_BOUND = 0.005;
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID, ActionSpace.Box.unbounded(OBSERVED), ActionSpace.Box.of(3, -1, 1), 1000, false);

  private final MujocoBody body = new MujocoBody(MODEL, 4);

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
    for (int joint = 0; joint < JOINTS; joint++) {
      body.setPosition(state, joint, FIRST_BOUND * (2 * random.nextDouble() - 1));
      body.setVelocity(state, joint, FIRST_BOUND * (2 * random.nextDouble() - 1));
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double from = body.position(state, 0);
    double effort = body.advance(state, action);
    double speed = (body.position(state, 0) - from) / SECONDS;
    boolean fallen =
        body.position(state, 1) < -MAX_SINK || Math.abs(body.position(state, 2)) > MAX_LEAN;
    out.set(speed + 1 - 0.001 * effort, fallen, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int joint = 1; joint < JOINTS; joint++) {
      observation[joint - 1] = (float) body.position(state, joint);
    }
    for (int joint = 0; joint < JOINTS; joint++) {
      double speed = body.velocity(state, joint);
      observation[JOINTS - 1 + joint] =
          (float) Math.max(-MAX_SEEN_SPEED, Math.min(MAX_SEEN_SPEED, speed));
    }
  }

  /** The body from its side, above a ground with a number at each meter. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double[] joints = new double[JOINTS];
    for (int joint = 0; joint < JOINTS; joint++) {
      joints[joint] = body.position(state, joint);
    }
    return Optional.of(HopperPicture.of(joints, body.velocity(state, 0)));
  }

  @Override
  public void close() {
    body.close();
  }
}

package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * Rock a weak car out of a valley: Gymnasium's {@code MountainCarContinuous-v0}.
 *
 * <pre>
 * state (p, v), rounded to single precision after each step; observation the same
 * v' = clip(v + 0.0015 clip(a, -1, 1) - 0.0025 cos 3p, -0.07, 0.07);  p' = clip(p + v', -1.2, 0.6)
 * at the left wall a car that moves left stops
 * terminates when p' &gt;= 0.45 and v' &gt;= 0, which is success;  reward = 100 1{terminated} - 0.1 a^2
 * </pre>
 *
 * <p>The reward counts the action as it was given, not as it was clipped. The limit is 999 steps.
 * First state: p in U(-0.6, -0.4), v = 0.
 *
 * <p>Source: Farama-Foundation/Gymnasium,
 * gymnasium/envs/classic_control/continuous_mountain_car.py.
 */
public final class MountainCarContinuous implements Dynamics {

  public static final String ID = "mountain-car-continuous";

  private static final double POWER = 0.0015;
  private static final double SLOPE = 0.0025;
  private static final double MAX_SPEED = 0.07;
  private static final double LEFT = -1.2;
  private static final double RIGHT = 0.6;
  private static final double GOAL = 0.45;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID,
          new ActionSpace.Box(
              new float[] {(float) LEFT, (float) -MAX_SPEED},
              new float[] {(float) RIGHT, (float) MAX_SPEED}),
          ActionSpace.Box.of(1, -1, 1),
          999,
          true);

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
    state[0] = (float) Uniform.between(random, -0.6, -0.4);
    state[1] = 0;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double push = POWER * clip(action[0], -1, 1);
    double gravity = SLOPE * StrictMath.cos(3 * state[0]);
    double speed = clip(state[1] + push - gravity, -MAX_SPEED, MAX_SPEED);
    double position = clip(state[0] + speed, LEFT, RIGHT);
    boolean stopped = position == LEFT && speed < 0;
    state[0] = (float) position;
    state[1] = stopped ? 0 : (float) speed;
    boolean arrived = arrived(state);
    double effort = 0.1 * action[0] * action[0];
    out.set((arrived ? 100 : 0) - effort, arrived, false);
  }

  /** In single precision, like the state: 0.45 itself is there. */
  private static boolean arrived(double[] state) {
    return state[0] >= (float) GOAL && state[1] >= 0;
  }

  private static double clip(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = (float) state[0];
    observation[1] = (float) state[1];
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return arrived(state);
  }
}

package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import java.util.Optional;

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

  private static final List<Mark> VALLEY = valley();

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

  /** Height over a place, as Gymnasium draws it. */
  private static double height(double position) {
    return 0.55 + 0.45 * StrictMath.sin(3 * position);
  }

  /** The slope, the wall and the goal. */
  private static List<Mark> valley() {
    int points = 73;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = LEFT + (RIGHT - LEFT) * i / (points - 1);
      y[i] = height(x[i]);
    }
    double flag = height(GOAL);
    return List.of(
        new Mark.Line(Ink.GRAY, 0.01, x, y),
        Mark.Line.between(Ink.GRAY, 0.01, LEFT, height(LEFT), LEFT, height(LEFT) + 0.15),
        Mark.Line.between(Ink.DARK, 0.01, GOAL, flag, GOAL, flag + 0.2),
        new Mark.Rectangle(Ink.GREEN, GOAL, flag + 0.13, 0.1, 0.07),
        new Mark.Text(Ink.DARK, -1.28, 0, 0.05, "push"));
  }

  /** The car on its slope, and the push as a bar below. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double push = Float.isNaN(lastAction[0]) ? 0 : clip(lastAction[0], -1, 1);
    double rise = StrictMath.atan(1.35 * StrictMath.cos(3 * state[0]));
    double cos = StrictMath.cos(rise);
    double sin = StrictMath.sin(rise);
    double x = state[0];
    double y = height(x);
    double bar = 0.2 * push;
    return Optional.of(
        new Scene(
                -1.3,
                -0.1,
                2,
                1.4,
                List.of(
                    body(x, y, cos, sin),
                    wheel(x, y, cos, sin, -0.04),
                    wheel(x, y, cos, sin, 0.04),
                    new Mark.Rectangle(Ink.ORANGE, x + Math.min(0, bar), 0, Math.abs(bar), 0.03)))
            .withBackdrop(VALLEY));
  }

  private static Mark body(double x, double y, double cos, double sin) {
    double up = 0.055;
    double half = 0.05;
    double middleX = x - up * sin;
    double middleY = y + up * cos;
    return Mark.Line.between(
        Ink.BLUE,
        0.05,
        middleX - half * cos,
        middleY - half * sin,
        middleX + half * cos,
        middleY + half * sin);
  }

  private static Mark wheel(double x, double y, double cos, double sin, double along) {
    double radius = 0.02;
    return new Mark.Disc(
        Ink.DARK, x + along * cos - radius * sin, y + along * sin + radius * cos, radius);
  }
}

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
 * Swing the tip of a two-link pendulum above a line, with torque at the elbow alone: Gymnasium's
 * {@code Acrobot-v1}, the "book" variant.
 *
 * <pre>
 * state (theta1, theta2, omega1, omega2); theta2 is relative to the first link; 0 hangs
 * observation (cos theta1, sin theta1, cos theta2, sin theta2, omega1, omega2); torque = choice - 1
 * d1 = lc^2 + l^2 + lc^2 + 2 l lc cos theta2 + 2 I;   d2 = lc^2 + l lc cos theta2 + I
 * phi2 = lc g cos(theta1 + theta2 - pi/2)
 * phi1 = -l lc omega2^2 sin theta2 - 2 l lc omega2 omega1 sin theta2 + (lc + l) g cos(theta1 - pi/2) + phi2
 * omega2' = (torque + d2/d1 phi1 - l lc omega1^2 sin theta2 - phi2) / (lc^2 + I - d2^2/d1)
 * omega1' = -(d2 omega2' + phi1) / d1
 * </pre>
 *
 * <p>Masses, lengths l and inertias I are 1, centers of mass lc at 0.5, g = 9.8. One Runge-Kutta
 * step of fourth order over 0.2 s; then angles are wrapped into [-pi, pi], speeds clipped to 4 pi
 * and 9 pi. Terminates when {@code -cos theta1 - cos(theta1 + theta2) > 1}, which is success;
 * reward -1 a step, 0 on the terminating one; the limit is 500 steps. First state: U(-0.1, 0.1) in
 * each of the four.
 *
 * <p>Source: Farama-Foundation/Gymnasium, gymnasium/envs/classic_control/acrobot.py.
 */
public final class Acrobot implements Dynamics {

  public static final String ID = "acrobot";

  private static final double GRAVITY = 9.8;
  private static final double LENGTH = 1;
  private static final double CENTER = 0.5;
  private static final double INERTIA = 1;
  private static final double STEP_SECONDS = 0.2;
  private static final double MAX_SPEED_1 = 4 * Math.PI;
  private static final double MAX_SPEED_2 = 9 * Math.PI;
  private static final double FIRST_BOUND = 0.1;
  private static final int STATE = 4;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, observationSpace(), new ActionSpace.Discrete(3), 500, true);

  private static final double REACH = 2.3;
  private static final List<Mark> LINE =
      List.of(
          Mark.Line.between(Ink.GREEN, 0.03, -REACH, LENGTH, REACH, LENGTH),
          new Mark.Text(Ink.GREEN, -REACH, 1.07, 0.12, "tip above: done"),
          new Mark.Text(Ink.DARK, -REACH, -2.06, 0.12, "torque at the elbow"));

  // Of one step: where the slope is taken, the slope there, and the weighted sum of slopes.
  private final double[] point = new double[STATE];
  private final double[] slope = new double[STATE];
  private final double[] sum = new double[STATE];

  /** Options of a recipe: none. */
  public record Options() {}

  private static ActionSpace.Box observationSpace() {
    float[] high = {1, 1, 1, 1, (float) MAX_SPEED_1, (float) MAX_SPEED_2};
    float[] low = new float[high.length];
    for (int i = 0; i < high.length; i++) {
      low[i] = -high[i];
    }
    return new ActionSpace.Box(low, high);
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return STATE;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    for (int i = 0; i < STATE; i++) {
      state[i] = Uniform.between(random, -FIRST_BOUND, FIRST_BOUND);
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    integrate(state, action[0] - 1);
    state[0] = wrap(state[0]);
    state[1] = wrap(state[1]);
    state[2] = clip(state[2], MAX_SPEED_1);
    state[3] = clip(state[3], MAX_SPEED_2);
    boolean up = up(state);
    out.set(up ? 0 : -1, up, false);
  }

  /** One step of the classic Runge-Kutta method under a constant torque. */
  private void integrate(double[] state, double torque) {
    slopeAt(state, torque);
    System.arraycopy(slope, 0, sum, 0, STATE);
    addSlopeAhead(state, STEP_SECONDS / 2, torque, 2);
    addSlopeAhead(state, STEP_SECONDS / 2, torque, 2);
    addSlopeAhead(state, STEP_SECONDS, torque, 1);
    for (int i = 0; i < STATE; i++) {
      state[i] += STEP_SECONDS / 6 * sum[i];
    }
  }

  /** Follows the last slope for a while, takes the slope there, and adds it to the sum. */
  private void addSlopeAhead(double[] state, double seconds, double torque, double weight) {
    for (int i = 0; i < STATE; i++) {
      point[i] = state[i] + seconds * slope[i];
    }
    slopeAt(point, torque);
    for (int i = 0; i < STATE; i++) {
      sum[i] += weight * slope[i];
    }
  }

  private void slopeAt(double[] at, double torque) {
    double omega1 = at[2];
    double omega2 = at[3];
    double cos2 = StrictMath.cos(at[1]);
    double coupling = LENGTH * CENTER * StrictMath.sin(at[1]);
    double d1 = 2 * CENTER * CENTER + LENGTH * LENGTH + 2 * LENGTH * CENTER * cos2 + 2 * INERTIA;
    double d2 = CENTER * CENTER + LENGTH * CENTER * cos2 + INERTIA;
    double phi2 = CENTER * GRAVITY * StrictMath.cos(at[0] + at[1] - Math.PI / 2);
    double phi1 =
        -coupling * omega2 * omega2
            - 2 * coupling * omega2 * omega1
            + (CENTER + LENGTH) * GRAVITY * StrictMath.cos(at[0] - Math.PI / 2)
            + phi2;
    double push = torque + d2 / d1 * phi1 - coupling * omega1 * omega1 - phi2;
    double second = push / (CENTER * CENTER + INERTIA - d2 * d2 / d1);
    slope[0] = omega1;
    slope[1] = omega2;
    slope[2] = -(d2 * second + phi1) / d1;
    slope[3] = second;
  }

  /** Whether the tip is above the line. */
  private static boolean up(double[] state) {
    return -StrictMath.cos(state[0]) - StrictMath.cos(state[0] + state[1]) > 1;
  }

  /** The same angle in [-pi, pi]; a step turns less than a few times. */
  private static double wrap(double angle) {
    double wrapped = angle;
    while (wrapped > Math.PI) {
      wrapped -= 2 * Math.PI;
    }
    while (wrapped < -Math.PI) {
      wrapped += 2 * Math.PI;
    }
    return wrapped;
  }

  private static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = (float) StrictMath.cos(state[0]);
    observation[1] = (float) StrictMath.sin(state[0]);
    observation[2] = (float) StrictMath.cos(state[1]);
    observation[3] = (float) StrictMath.sin(state[1]);
    observation[4] = (float) state[2];
    observation[5] = (float) state[3];
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 0;
  }

  /** Both links, the line, and the torque at the elbow as a bar below. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double elbowX = LENGTH * StrictMath.sin(state[0]);
    double elbowY = -LENGTH * StrictMath.cos(state[0]);
    double tipX = elbowX + LENGTH * StrictMath.sin(state[0] + state[1]);
    double tipY = elbowY - LENGTH * StrictMath.cos(state[0] + state[1]);
    double torque = Float.isNaN(lastAction[0]) ? 0 : lastAction[0] - 1;
    return Optional.of(
        Scene.around(
                REACH,
                List.of(
                    Mark.Line.between(Ink.BLUE, 0.14, 0, 0, elbowX, elbowY),
                    Mark.Line.between(Ink.SKY, 0.14, elbowX, elbowY, tipX, tipY),
                    new Mark.Disc(Ink.DARK, 0, 0, 0.08),
                    new Mark.Disc(Ink.DARK, elbowX, elbowY, 0.08),
                    new Mark.Rectangle(
                        Ink.ORANGE, Math.min(0, torque), -2.25, Math.abs(torque), 0.12)))
            .withBackdrop(LINE));
  }
}

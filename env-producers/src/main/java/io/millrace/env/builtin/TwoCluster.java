package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import java.util.Optional;

/**
 * Two clusters of observations hardly differ and need opposite actions: an encoder that lets them
 * collapse fails.
 *
 * <pre>
 * state x = c 0.01 + 0.002 eps, c = -1 or 1 equally likely; observation (x); action a in R; one step
 * right action: 0.7 for x >= 0, -0.7 for x &lt; 0;  reward = 1 if |a - right| &lt;= 0.2, else 0
 * </pre>
 *
 * <p>The cluster is the side of 0, five deviations away from either center. Demonstrations are
 * N(right, 0.02^2).
 *
 * <p>Source: the dispersion test of DMPO and DM1; the radius of the reward and the deviation of the
 * demonstrations are ours.
 */
public final class TwoCluster implements Dynamics, DemonstrationSource {

  public static final String ID = "two-cluster";

  private static final double CENTER = 0.01;
  private static final double SPREAD = 0.002;
  private static final double RIGHT = 0.7;
  private static final double RADIUS = 0.2;
  private static final double DEMONSTRATION_DEVIATION = 0.02;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, ActionSpace.Box.unbounded(1), ActionSpace.Box.unbounded(1), 1, true);

  private static final ActionPlane PLANE =
      ActionPlane.ofAnswers(
          "observation",
          -2 * CENTER,
          2 * CENTER,
          new double[] {-CENTER, 0, CENTER},
          1.4,
          RIGHT,
          axes ->
              List.of(
                  axes.box(Ink.GREEN, axes.xLow(), -RIGHT - RADIUS, 0, -RIGHT + RADIUS),
                  axes.box(Ink.GREEN, 0, RIGHT - RADIUS, axes.xHigh(), RIGHT + RADIUS)));

  /** Options of a recipe: none. */
  public record Options() {}

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    double center = random.nextInt(2) == 0 ? -CENTER : CENTER;
    state[0] = center + SPREAD * random.nextGaussian();
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    out.set(Math.abs(action[0] - right(state)) <= RADIUS ? 1 : 0, true, false);
  }

  private static double right(double[] state) {
    return state[0] >= 0 ? RIGHT : -RIGHT;
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = (float) state[0];
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 1;
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[1];
    for (int i = 0; i < observations.length; i++) {
      reset(random, state);
      observe(state, observations[i]);
      actions[i][0] = (float) (right(state) + DEMONSTRATION_DEVIATION * random.nextGaussian());
    }
  }

  /** The action over the observation, and the actions that earn something. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(PLANE.with(state[0], lastAction[0]));
  }
}

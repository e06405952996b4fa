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
import java.util.Map;
import java.util.Optional;

/**
 * One action onto one of two places: the smallest task with a state and a smooth reward.
 *
 * <pre>
 * state s in {-1, 1}, equally likely; observation (s); action a in R; one step
 * reward = -(a - s)^2;  success: |a - s| &lt; 0.2
 * </pre>
 *
 * <p>Demonstrations ignore the state: a is drawn from N(0, 0.25^2), so that the mean of |a - s|
 * starts at 1. The attribute {@code error} is |a - s|.
 *
 * <p>Source: environment E3 of pi_RL's and ProphRL's minimal versions; the bound of success is
 * ours.
 */
public final class Reach implements Dynamics, DemonstrationSource {

  public static final String ID = "reach";

  /** Attribute with the distance between action and place. */
  static final String ERROR = "error";

  private static final double SUCCESS_DISTANCE = 0.2;
  private static final double DEMONSTRATION_DEVIATION = 0.25;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, ActionSpace.Box.of(1, -1, 1), ActionSpace.Box.unbounded(1), 1, true);

  private static final ActionPlane PLANE =
      ActionPlane.ofAnswers(
          "place",
          -2,
          2,
          new double[] {-1, 1},
          2,
          1,
          axes ->
              List.of(
                  axes.box(Ink.GREEN, -1.2, -1 - SUCCESS_DISTANCE, -0.8, -1 + SUCCESS_DISTANCE),
                  axes.box(Ink.GREEN, 0.8, 1 - SUCCESS_DISTANCE, 1.2, 1 + SUCCESS_DISTANCE)));

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
    state[0] = random.nextInt(2) == 0 ? -1 : 1;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double error = action[0] - state[0];
    out.set(-error * error, true, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = (float) state[0];
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward > -SUCCESS_DISTANCE * SUCCESS_DISTANCE;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return Float.isNaN(lastAction[0])
        ? Map.of()
        : Map.of(ERROR, Double.toString(Math.abs(lastAction[0] - state[0])));
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[1];
    for (int i = 0; i < observations.length; i++) {
      reset(random, state);
      observe(state, observations[i]);
      actions[i][0] = (float) (DEMONSTRATION_DEVIATION * random.nextGaussian());
    }
  }

  /** The action beside the place that it should be. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(PLANE.with(state[0], lastAction[0]));
  }
}

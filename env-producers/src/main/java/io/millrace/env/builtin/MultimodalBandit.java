package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Axes;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Eight equally good modes on a circle, whose best law is known exactly.
 *
 * <pre>
 * no state, no observation; action a in R^2; one step;  modes c_k = 2 (cos 2 pi k/8, sin 2 pi k/8), sigma = 0.3
 * reward = log( 1/8 sum_k exp(-|a - c_k|^2 / (2 sigma^2)) )
 * </pre>
 *
 * <p>With a penalty for divergence from N(0, 4 I) at temperature 1, the best law is the mixture of
 * eight equal normal laws with precision {@code p = 1/sigma^2 + 1/4}, means {@code c_k / (sigma^2
 * p)} and radius 1.955990. Demonstrations are that reference, N(0, 4 I). A policy that keeps one
 * mode earns as much as one that keeps all, so rewards alone do not tell: the attributes {@code
 * sector}, the mode whose direction is nearest, and {@code radius}, |a|, do.
 *
 * <p>Source: a task of this project, for flow policies that are regularized by a divergence.
 */
public final class MultimodalBandit implements Dynamics, DemonstrationSource {

  public static final String ID = "multimodal-bandit";

  /** Attribute with the sector of the action. */
  static final String SECTOR = "sector";

  /** Attribute with its distance from the origin. */
  static final String RADIUS = "radius";

  static final int MODES = 8;

  private static final double MODE_RADIUS = 2;
  private static final double DEVIATION = 0.3;
  private static final double REFERENCE_DEVIATION = 2;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, ActionSpace.Box.unbounded(0), ActionSpace.Box.unbounded(2), 1, false)
          .asDeterministic();

  private static final double[] MODE_X = new double[MODES];
  private static final double[] MODE_Y = new double[MODES];

  static {
    for (int k = 0; k < MODES; k++) {
      MODE_X[k] = MODE_RADIUS * StrictMath.cos(2 * Math.PI * k / MODES);
      MODE_Y[k] = MODE_RADIUS * StrictMath.sin(2 * Math.PI * k / MODES);
    }
  }

  private static final ActionPlane PLANE =
      ActionPlane.ofPoints(3, MODE_RADIUS, MultimodalBandit::modes);

  /** Options of a recipe: none. */
  public record Options() {}

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return 0;
  }

  @Override
  public void reset(RandomSource random, double[] state) {}

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    out.set(reward(action[0], action[1]), true, false);
  }

  /** In logarithms, relative to the nearest mode: far away every term of the sum is 0. */
  private static double reward(double x, double y) {
    double nearest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < MODES; k++) {
      nearest = Math.max(nearest, exponent(x, y, k));
    }
    double sum = 0;
    for (int k = 0; k < MODES; k++) {
      sum += StrictMath.exp(exponent(x, y, k) - nearest);
    }
    return nearest + StrictMath.log(sum / MODES);
  }

  private static double exponent(double x, double y, int mode) {
    double dx = x - MODE_X[mode];
    double dy = y - MODE_Y[mode];
    return -(dx * dx + dy * dy) / (2 * DEVIATION * DEVIATION);
  }

  @Override
  public void observe(double[] state, float[] observation) {}

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    if (Float.isNaN(lastAction[0])) {
      return Map.of();
    }
    double angle = StrictMath.atan2(lastAction[1], lastAction[0]);
    int sector = Math.floorMod((int) Math.rint(angle * MODES / (2 * Math.PI)), MODES);
    return Map.of(
        SECTOR,
        Integer.toString(sector),
        RADIUS,
        Double.toString(Math.hypot(lastAction[0], lastAction[1])));
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    for (float[] action : actions) {
      for (int d = 0; d < action.length; d++) {
        action[d] = (float) (REFERENCE_DEVIATION * random.nextGaussian());
      }
    }
  }

  private static List<Mark> modes(Axes axes) {
    List<Mark> marks = new ArrayList<>();
    for (int k = 0; k < MODES; k++) {
      marks.add(axes.disc(Ink.PALE, MODE_X[k], MODE_Y[k], 2 * DEVIATION));
      marks.add(axes.disc(Ink.GREEN, MODE_X[k], MODE_Y[k], DEVIATION));
    }
    return marks;
  }

  /** The modes, one deviation and two wide, and the action. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(PLANE.with(lastAction[0], lastAction[1]));
  }
}

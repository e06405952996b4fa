package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two bands are equally good, and no Gaussian policy can use both.
 *
 * <pre>
 * no state, no observation; action a = (a_x, a_y) in R^2; one step
 * reward = 1 if 0.6 &lt; |a_y| &lt; 1.6, else 0;  success: reward 1
 * </pre>
 *
 * <p>A Gaussian that keeps at least 0.20 of its mass on each band earns at most 0.440: a higher
 * reward with both bands at 0.20 is proof of more than one mode. The attribute {@code band} is
 * {@code up} or {@code down}; extras are the share of both.
 *
 * <p>Source: the toy task of FPO's minimal version.
 */
public final class TwoBandBandit implements Dynamics, DemonstrationSource {

  public static final String ID = "two-band-bandit";

  /** Attribute with the band that the action is in; absent outside both. */
  static final String BAND = "band";

  private static final double INNER = 0.6;
  private static final double OUTER = 1.6;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, ActionSpace.Box.unbounded(0), ActionSpace.Box.unbounded(2), 1, true)
          .asDeterministic();

  private static final ActionPlane PLANE =
      ActionPlane.ofPoints(
          2.4,
          1,
          axes ->
              List.of(
                  axes.box(Ink.GREEN, axes.xLow(), INNER, axes.xHigh(), OUTER),
                  axes.box(Ink.GREEN, axes.xLow(), -OUTER, axes.xHigh(), -INNER)));

  private final Demonstrations demonstrations;

  /** What a policy starts from. */
  public enum Demonstrations {
    /** N(0, I): what a flow with velocity 0 does. Earns 0.439. */
    NORMAL,
    /** a_y uniform in a band chosen by lot, a_x standard normal. Earns 1. */
    BANDS
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("normal: demonstrations are N(0, I); bands: they lie in both bands, equally often")
          @Default("normal")
          Demonstrations demonstrations) {}

  public TwoBandBandit(Options options) {
    this.demonstrations = options.demonstrations();
  }

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
    out.set(inBand(action) ? 1 : 0, true, false);
  }

  private static boolean inBand(float[] action) {
    double height = Math.abs(action[1]);
    return height > INNER && height < OUTER;
  }

  @Override
  public void observe(double[] state, float[] observation) {}

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 1;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return inBand(lastAction) ? Map.of(BAND, lastAction[1] > 0 ? "up" : "down") : Map.of();
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    for (float[] action : actions) {
      action[0] = (float) random.nextGaussian();
      action[1] =
          (float)
              switch (demonstrations) {
                case NORMAL -> random.nextGaussian();
                case BANDS ->
                    (random.nextInt(2) == 0 ? -1 : 1) * Uniform.between(random, INNER, OUTER);
              };
    }
  }

  /** The two bands and the action. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(PLANE.with(lastAction[0], lastAction[1]));
  }
}

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
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import io.millrace.recipe.option.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keep the rewarded one of four modes.
 *
 * <pre>
 * no state, no observation; action a in R^2; one step
 * modes m_0..m_3 = (0.7, 0), (0, 0.7), (-0.7, 0), (0, -0.7)
 * reward = 1 if |a - m_k| &lt;= 0.25 for a rewarded k, else 0;  success: reward 1
 * </pre>
 *
 * <p>Demonstrations have all four modes, equally often, each N(m_k, 0.06^2 I): a policy fitted to
 * them succeeds a quarter of the time for each rewarded mode. The attribute {@code mode} is the
 * mode that the action is near, rewarded or not.
 *
 * <p>Source: the toy task of ReinFlow's minimal version.
 */
public final class FourModeBandit implements Dynamics, DemonstrationSource {

  public static final String ID = "four-mode-bandit";

  /** Attribute with the mode that the action is near; absent away from all. */
  static final String MODE = "mode";

  private static final double[][] MODES = {{0.7, 0}, {0, 0.7}, {-0.7, 0}, {0, -0.7}};
  private static final double RADIUS = 0.25;
  private static final double DEVIATION = 0.06;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, ActionSpace.Box.unbounded(0), ActionSpace.Box.unbounded(2), 1, true)
          .asDeterministic();

  private final boolean[] rewarded = new boolean[MODES.length];
  private final ActionPlane plane;

  /** Options of a recipe. */
  public record Options(
      @Doc("the mode that is rewarded: 0 right, 1 up, 2 left, 3 down")
          @Default("2")
          @Range(min = 0, max = 3)
          int mode,
      @Doc("the modes that are rewarded, in place of mode")
          @Range(min = 0, max = 3)
          @Size(min = 1, max = 4)
          Optional<List<Integer>> rewardedModes) {}

  public FourModeBandit(Options options) {
    for (int mode : options.rewardedModes().orElse(List.of(options.mode()))) {
      rewarded[mode] = true;
    }
    this.plane = ActionPlane.ofPoints(1.2, MODES[0][0], this::places);
  }

  private List<Mark> places(Axes axes) {
    List<Mark> marks = new ArrayList<>();
    for (int mode = 0; mode < MODES.length; mode++) {
      Ink ink = rewarded[mode] ? Ink.GREEN : Ink.PALE;
      marks.add(axes.disc(ink, MODES[mode][0], MODES[mode][1], RADIUS));
    }
    return marks;
  }

  /** How many modes there are; they are numbered from 0. */
  static int modes() {
    return MODES.length;
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
    int mode = near(action);
    out.set(mode >= 0 && rewarded[mode] ? 1 : 0, true, false);
  }

  /** The mode that an action is near, or -1. */
  private static int near(float[] action) {
    for (int mode = 0; mode < MODES.length; mode++) {
      double dx = action[0] - MODES[mode][0];
      double dy = action[1] - MODES[mode][1];
      if (dx * dx + dy * dy <= RADIUS * RADIUS) {
        return mode;
      }
    }
    return -1;
  }

  @Override
  public void observe(double[] state, float[] observation) {}

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 1;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    int mode = near(lastAction);
    return mode < 0 ? Map.of() : Map.of(MODE, Integer.toString(mode));
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    for (float[] action : actions) {
      double[] mode = MODES[random.nextInt(MODES.length)];
      for (int d = 0; d < 2; d++) {
        action[d] = (float) (mode[d] + DEVIATION * random.nextGaussian());
      }
    }
  }

  /** The modes, green where they are rewarded, and the action. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(plane.with(lastAction[0], lastAction[1]));
  }
}

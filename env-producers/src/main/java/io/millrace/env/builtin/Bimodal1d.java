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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data law with two narrow modes: how well does a policy reproduce it?
 *
 * <pre>
 * data q = 0.5 N(-1, 0.1^2) + 0.5 N(1, 0.1^2); action a in R; one step
 * clusters 0: no state, no observation;  reward = 1 if |a - m| &lt;= 0.3 for m = -1 or m = 1
 * clusters 2: state c in {0, 1}, observation one-hot of c;  reward = 1 if |a - m_c| &lt;= 0.3, m = (-1, 1)
 * </pre>
 *
 * <p>Demonstrations are the data, with two clusters that of the cluster's mode. Attributes: {@code
 * action}, and {@code mode} 0 or 1 if the action is near one. The extra {@code w1} compares the
 * actions of all episodes with q, whatever the cluster; {@link #distanceToData} defines it.
 *
 * <p>Source: the toy task of the MeanFlow policies (OFQL, MP1); the reward is ours.
 */
public final class Bimodal1d implements Dynamics, DemonstrationSource {

  public static final String ID = "bimodal-1d";

  /** Attribute with the action. */
  static final String ACTION = "action";

  /** Attribute with the mode that the action is near; absent away from both. */
  static final String MODE = "mode";

  private static final double[] MODES = {-1, 1};
  private static final double DEVIATION = 0.1;
  private static final double RADIUS = 0.3;

  private final boolean clustered;
  private final EnvironmentSpec spec;
  private final ActionPlane plane;

  /** Options of a recipe. */
  public record Options(
      @Doc("0: nothing is observed; 2: the observation says which mode is wanted")
          @Default("0")
          @Range(min = 0, max = 2)
          int clusters) {
    public Options {
      if (clusters != 0 && clusters != 2) {
        throw new IllegalArgumentException("expected 0 or 2 clusters, clusters=" + clusters);
      }
    }
  }

  public Bimodal1d(Options options) {
    this.clustered = options.clusters() == 2;
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.of(options.clusters(), 0, 1),
            ActionSpace.Box.unbounded(1),
            1,
            true);
    this.plane =
        ActionPlane.ofAnswers(
            clustered ? "cluster" : "nothing is observed",
            -0.2,
            clustered ? 1.2 : 0.2,
            clustered ? new double[] {0, 1} : new double[0],
            2,
            1,
            this::places);
  }

  private List<Mark> places(Axes axes) {
    double first = clustered ? 0.2 : axes.xHigh();
    double second = clustered ? 0.8 : axes.xLow();
    return List.of(
        axes.box(Ink.GREEN, axes.xLow(), MODES[0] - RADIUS, first, MODES[0] + RADIUS),
        axes.box(Ink.GREEN, second, MODES[1] - RADIUS, axes.xHigh(), MODES[1] + RADIUS));
  }

  /**
   * Distance of actions to the data law: {@code W1 = 1/n sum_i |a_(i) - Q((i - 1/2) / n)|}, sorted
   * actions against quantiles of q. Even n draws from q itself are about 1/sqrt(n) away.
   */
  static double distanceToData(double[] actions) {
    double[] sorted = actions.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += Math.abs(sorted[i] - quantile((i + 0.5) / sorted.length));
    }
    return sum / sorted.length;
  }

  /** Quantile of q. The modes are 20 deviations apart: each half of q is one of them. */
  private static double quantile(double p) {
    return p < 0.5
        ? MODES[0] + DEVIATION * StandardNormal.quantile(2 * p)
        : MODES[1] - DEVIATION * StandardNormal.quantile(2 * (1 - p));
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return clustered ? 1 : 0;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    if (clustered) {
      state[0] = random.nextInt(MODES.length);
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    int mode = near(action[0]);
    boolean right = mode >= 0 && (!clustered || mode == state[0]);
    out.set(right ? 1 : 0, true, false);
  }

  /** The mode that an action is near, or -1. */
  private static int near(double action) {
    for (int mode = 0; mode < MODES.length; mode++) {
      if (Math.abs(action - MODES[mode]) <= RADIUS) {
        return mode;
      }
    }
    return -1;
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int c = 0; c < observation.length; c++) {
      observation[c] = state[0] == c ? 1 : 0;
    }
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 1;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    if (Float.isNaN(lastAction[0])) {
      return Map.of();
    }
    String action = Float.toString(lastAction[0]);
    int mode = near(lastAction[0]);
    return mode < 0 ? Map.of(ACTION, action) : Map.of(ACTION, action, MODE, Integer.toString(mode));
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[stateSize()];
    for (int i = 0; i < observations.length; i++) {
      reset(random, state);
      observe(state, observations[i]);
      int mode = clustered ? (int) state[0] : random.nextInt(MODES.length);
      actions[i][0] = (float) (MODES[mode] + DEVIATION * random.nextGaussian());
    }
  }

  /** The actions that earn something, and the action. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(plane.with(clustered ? state[0] : 0, lastAction[0]));
  }
}

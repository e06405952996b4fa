package io.millrace.env.shape;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.Map;
import java.util.Optional;

/**
 * Shape a die: two slots fed by one channel shall share a melt as asked, by free-form deformation
 * of their edges.
 *
 * <pre>
 * a slot: the unit square under {@link FreeFormDeformation} of degrees 2 and 1; its upper middle and
 *   upper exit control point move across the flow, within [-0.5, 2] and [0.2, 2]; both are at 1 at first
 * split = Q_1 / (Q_1 + Q_2) at equal loss of pressure, {@link Slot}
 * state, observation: middle 1, exit 1, middle 2, exit 2, split, target
 * reward = |split - target| before - |split' - target| after, + 5 where that is at most 0.01, - 1 where
 *   a point would have left its range, at whose end it then stays
 * terminated: at most 0.01 apart; or the mesh is folded, with reward -10 (split is the last there was)
 * target in U([0.2, 0.45] or [0.55, 0.8]), drawn for each episode; the first split is 0.5
 * </pre>
 *
 * <p>An action is a move of all four points in units of {@code step}, clipped into [-1, 1]; or one
 * of eight choices, 2 i for point i up and 2 i + 1 for it down by one {@code step}; or the four
 * points themselves. A slot folds where its edges touch: a middle control point below -sqrt(exit).
 *
 * <p>Attribute {@code error}: |split - target|.
 *
 * <p>Source: "Investigation of reinforcement learning for shape optimization of profile extrusion
 * dies" and its framework ReLeSO: control points as degrees of freedom with ranges, incremental
 * choices and direct actions, an episode's end with -10 where no flow can be computed. Two slots
 * with a closed form in place of a flow solver, moves, ranges, and the reward's constants are ours.
 */
public final class DieShape implements Dynamics {

  public static final String ID = "die-shape";

  /** Attribute with |split - target|. */
  static final String ERROR = "error";

  /** Points that move: middle and exit of the first slot, of the second. */
  static final int MOVABLE = 4;

  static final int SPLIT = MOVABLE;
  static final int TARGET = MOVABLE + 1;
  static final double TOLERANCE = 0.01;

  private static final double[] LOW = {-0.5, 0.2, -0.5, 0.2};
  private static final double HIGH = 2;
  private static final double MIDDLE_TARGET = 0.5;
  private static final double NEAREST_TARGET = 0.05;
  private static final double FARTHEST_TARGET = 0.3;
  private static final double FOLDED_REWARD = -10;
  private static final double SUCCESS_REWARD = 5;
  private static final double RANGE_COST = 1;

  private final Options options;
  private final EnvironmentSpec spec;
  private final DieGeometry geometry = new DieGeometry();

  /** What an action means. */
  public enum Actions {
    /** A move of every point. */
    MOVE,
    /** A move of one point by a whole step. */
    CHOICE,
    /** Where all points shall be. */
    DIRECT
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("an action moves all points, moves one by choice, or says where all shall be")
          @Default("move")
          Actions actions,
      @Doc("power-law index n of the melt; 1 is Newtonian")
          @Default("1.0")
          @Range(min = 0.1, max = 2)
          double index,
      @Doc("the longest move of a point, slot heights")
          @Default("0.08")
          @Range(min = 0, minExclusive = true, max = 1)
          double step,
      @Doc("steps of an episode") @Default("15") @Range(min = 1, max = 10_000) int steps) {}

  public DieShape(Options options) {
    this.options = options;
    this.spec =
        new EnvironmentSpec(ID, observationSpace(), actionSpace(options), options.steps(), true);
  }

  private static ActionSpace.Box observationSpace() {
    float[] low = new float[TARGET + 1];
    float[] high = new float[TARGET + 1];
    for (int i = 0; i < MOVABLE; i++) {
      low[i] = (float) LOW[i];
      high[i] = (float) HIGH;
    }
    high[SPLIT] = 1;
    low[TARGET] = (float) (MIDDLE_TARGET - FARTHEST_TARGET);
    high[TARGET] = (float) (MIDDLE_TARGET + FARTHEST_TARGET);
    return new ActionSpace.Box(low, high);
  }

  private static ActionSpace actionSpace(Options options) {
    return switch (options.actions()) {
      case MOVE -> ActionSpace.Box.of(MOVABLE, -1, 1);
      case CHOICE -> new ActionSpace.Discrete(2 * MOVABLE);
      case DIRECT -> {
        float[] low = new float[MOVABLE];
        float[] high = new float[MOVABLE];
        for (int i = 0; i < MOVABLE; i++) {
          low[i] = (float) LOW[i];
          high[i] = (float) HIGH;
        }
        yield new ActionSpace.Box(low, high);
      }
    };
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return TARGET + 1;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    for (int i = 0; i < MOVABLE; i++) {
      state[i] = 1;
    }
    state[SPLIT] = geometry.split(state, options.index());
    double away = NEAREST_TARGET + (FARTHEST_TARGET - NEAREST_TARGET) * random.nextDouble();
    state[TARGET] = MIDDLE_TARGET + (random.nextInt(2) == 0 ? away : -away);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double before = error(state);
    boolean outside = false;
    for (int i = 0; i < MOVABLE; i++) {
      double wanted = wanted(state, action, i);
      state[i] = Math.max(LOW[i], Math.min(HIGH, wanted));
      outside |= state[i] != wanted;
    }
    if (geometry.folded(state)) {
      out.set(FOLDED_REWARD, true, false);
      return;
    }
    state[SPLIT] = geometry.split(state, options.index());
    boolean found = error(state) <= TOLERANCE;
    double reward = before - error(state);
    reward += found ? SUCCESS_REWARD : 0;
    reward -= outside ? RANGE_COST : 0;
    out.set(reward, found, false);
  }

  private double wanted(double[] state, float[] action, int point) {
    return switch (options.actions()) {
      case MOVE -> state[point] + options.step() * Math.max(-1, Math.min(1, action[point]));
      case CHOICE -> {
        int choice = (int) action[0];
        double sign = choice / 2 != point ? 0 : choice % 2 == 0 ? 1 : -1;
        yield state[point] + sign * options.step();
      }
      case DIRECT -> action[point];
    };
  }

  private static double error(double[] state) {
    return Math.abs(state[SPLIT] - state[TARGET]);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int i = 0; i < observation.length; i++) {
      observation[i] = (float) state[i];
    }
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return error(state) <= TOLERANCE;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return Map.of(ERROR, Double.toString(error(state)));
  }

  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(geometry.scene(state));
  }
}

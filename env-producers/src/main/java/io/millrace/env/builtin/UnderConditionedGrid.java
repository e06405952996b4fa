package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walk to either of two opposite goals on a grid. The task does not say which, nor how to drift on
 * the way: from the middle row six of the nine moves are optimal.
 *
 * <pre>
 * state: cell (x, y), 0..24 each; observation (x - 12, y - 12) / 12; action a clipped into [-1, 1]^2
 * move = a rounded to {-1, 0, 1}^2 (a half goes to 0); the cell moves by it and stays on the grid
 * goals: the rows y = 0, 1 ("low") and y = 23, 24 ("high"), reward 20; death zone, reward -10; else 0
 * terminates in a goal and in the death zone; limit 100 steps; success: a goal
 * first cell: uniform over those that are neither goal nor death zone
 * </pre>
 *
 * <p>The published layout with two opposite goals has no death zone, so none is the default; {@code
 * death: center} puts one of 3 x 3 cells in the middle, which is where the published layout with
 * three goals has it. {@code start: middle} draws the first cell from the row halfway between the
 * goals, where a policy that keeps both alive shows it. The attribute {@code goal} says which goal
 * was reached, {@code low} or {@code high}.
 *
 * <p>Source: akanazawa/fpo, gridworld/utils/gridworld.py, mode two_walls; {@code start} is ours.
 */
public final class UnderConditionedGrid implements Dynamics {

  public static final String ID = "under-conditioned-grid";

  /** Attribute with the goal that was reached; absent where none was. */
  static final String GOAL = "goal";

  private static final int SIZE = 25;
  private static final int MIDDLE = SIZE / 2;
  private static final int GOAL_ROWS = 2;
  private static final int DEATH_RADIUS = 1;
  private static final double GOAL_REWARD = 20;
  private static final double DEATH_REWARD = -10;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID, ActionSpace.Box.of(2, -1, 1), ActionSpace.Box.of(2, -1, 1), 100, true);

  private final Options options;
  private final List<Mark> backdrop;

  /** Where it is deadly. */
  public enum Death {
    NONE,
    CENTER
  }

  /** Where episodes begin. */
  public enum Start {
    ANY,
    MIDDLE
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("none: no cell is deadly; center: the 3 x 3 cells in the middle are") @Default("none")
          Death death,
      @Doc("any: from any cell; middle: from the row halfway between the goals") @Default("any")
          Start start) {}

  public UnderConditionedGrid(Options options) {
    this.options = options;
    this.backdrop = cells();
  }

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
    do {
      state[0] = random.nextInt(SIZE);
      state[1] = options.start() == Start.MIDDLE ? MIDDLE : random.nextInt(SIZE);
    } while (atGoal(state) || dead(state));
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    for (int d = 0; d < 2; d++) {
      double move = Math.rint(Math.max(-1, Math.min(1, action[d])));
      state[d] = Math.max(0, Math.min(SIZE - 1, state[d] + move));
    }
    double reward = atGoal(state) ? GOAL_REWARD : dead(state) ? DEATH_REWARD : 0;
    out.set(reward, reward != 0, false);
  }

  private static boolean low(double[] state) {
    return state[1] < GOAL_ROWS;
  }

  private static boolean high(double[] state) {
    return state[1] >= SIZE - GOAL_ROWS;
  }

  private static boolean atGoal(double[] state) {
    return low(state) || high(state);
  }

  private boolean dead(double[] state) {
    return options.death() == Death.CENTER
        && Math.abs(state[0] - MIDDLE) <= DEATH_RADIUS
        && Math.abs(state[1] - MIDDLE) <= DEATH_RADIUS;
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int d = 0; d < 2; d++) {
      observation[d] = (float) ((state[d] - MIDDLE) / MIDDLE);
    }
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return atGoal(state);
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return atGoal(state) ? Map.of(GOAL, low(state) ? "low" : "high") : Map.of();
  }

  private List<Mark> cells() {
    List<Mark> marks = new ArrayList<>();
    marks.add(cells(Ink.GREEN, 0, 0, SIZE, GOAL_ROWS));
    marks.add(cells(Ink.GREEN, 0, SIZE - GOAL_ROWS, SIZE, GOAL_ROWS));
    if (options.death() == Death.CENTER) {
      double low = MIDDLE - DEATH_RADIUS;
      marks.add(cells(Ink.RED, low, low, 2 * DEATH_RADIUS + 1, 2 * DEATH_RADIUS + 1));
    }
    for (int edge = 0; edge <= SIZE; edge++) {
      marks.add(Mark.Line.between(Ink.PALE, 0.04, edge, 0, edge, SIZE));
      marks.add(Mark.Line.between(Ink.PALE, 0.04, 0, edge, SIZE, edge));
    }
    return List.copyOf(marks);
  }

  private static Mark cells(Ink ink, double x, double y, double width, double height) {
    return new Mark.Rectangle(ink, x, y, width, height);
  }

  /** The goals, the cell, and those before it. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double half = 0.5;
    Mark cell = cells(Ink.BLUE, state[0], state[1], 1, 1);
    Scene scene = new Scene(-half, -half, SIZE + 2 * half, SIZE + 2 * half, List.of(cell));
    return Optional.of(
        scene
            .withBackdrop(backdrop)
            .withTrail(new Mark.Disc(Ink.SKY, state[0] + half, state[1] + half, 0.3)));
  }
}

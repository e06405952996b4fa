package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
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
import java.util.stream.Collectors;

/**
 * A point in the plane with four equally good goals: a policy that keeps only one of them alive has
 * collapsed.
 *
 * <pre>
 * state s in R^2, observation the same; action a clipped into [-1, 1]^2; first state N(0, 0.1^2 I)
 * s' = clip(s + a + noise eps, -7, 7);  goals (5,0), (-5,0), (0,5), (0,-5);  d = min over goals |s' - g|
 * reward = -(30 |a|^2 + d^2) + 10 * 1{d < 1};  terminates when d < 1;  limit 30 steps
 * </pre>
 *
 * <p>The reward uses the position after the move. Success is to stand at a goal, whose index is the
 * attribute {@code goal}.
 *
 * <p>Source: haarnoja/softqlearning, softqlearning/environments/multigoal.py; the limit and the
 * {@code noise} option are ours.
 */
public final class Multigoal2d implements Dynamics, DemonstrationSource {

  public static final String ID = "multigoal-2d";

  private static final double[][] GOALS = {{5, 0}, {-5, 0}, {0, 5}, {0, -5}};
  private static final double BOUND = 7;
  private static final double FIRST_DEVIATION = 0.1;
  private static final double ACTION_COST = 30;
  private static final double GOAL_REWARD = 10;
  private static final double GOAL_RADIUS = 1;

  /** A demonstrator walks at a third of full speed and not quite straight. */
  private static final double WALK_SPEED = 0.3;

  private static final double WALK_DEVIATION = 0.15;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          ID,
          ActionSpace.Box.of(2, (float) -BOUND, (float) BOUND),
          ActionSpace.Box.of(2, -1, 1),
          30,
          true);

  private static final List<Mark> BACKDROP =
      Arrays.stream(GOALS)
          .<Mark>map(goal -> new Mark.Disc(Ink.GREEN, goal[0], goal[1], GOAL_RADIUS))
          .collect(Collectors.toUnmodifiableList());

  private final double noise;

  /** Options of a recipe. */
  public record Options(
      @Doc("standard deviation of the disturbance of each coordinate, at each step")
          @Default("0.0")
          @Range(min = 0)
          double noise) {}

  public Multigoal2d(Options options) {
    this.noise = options.noise();
  }

  /** How many goals there are; they are numbered from 0. */
  public static int goals() {
    return GOALS.length;
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
    state[0] = FIRST_DEVIATION * random.nextGaussian();
    state[1] = FIRST_DEVIATION * random.nextGaussian();
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double effort = 0;
    for (int d = 0; d < 2; d++) {
      double move = clip(action[d], 1);
      effort += move * move;
      double disturbance = noise > 0 ? noise * random.nextGaussian() : 0;
      state[d] = clip(state[d] + move + disturbance, BOUND);
    }
    double distance = distanceSquared(state, nearestGoal(state));
    boolean arrived = distance < GOAL_RADIUS * GOAL_RADIUS;
    double reward = -(ACTION_COST * effort + distance) + (arrived ? GOAL_REWARD : 0);
    out.set(reward, arrived, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = (float) state[0];
    observation[1] = (float) state[1];
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return reached(state) >= 0;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    int goal = reached(state);
    return goal < 0 ? Map.of() : Map.of("goal", Integer.toString(goal));
  }

  /** Index of the goal that the state stands at, or -1. */
  private static int reached(double[] state) {
    int nearest = nearestGoal(state);
    return distanceSquared(state, nearest) < GOAL_RADIUS * GOAL_RADIUS ? nearest : -1;
  }

  private static int nearestGoal(double[] state) {
    int nearest = 0;
    for (int g = 1; g < GOALS.length; g++) {
      if (distanceSquared(state, g) < distanceSquared(state, nearest)) {
        nearest = g;
      }
    }
    return nearest;
  }

  private static double distanceSquared(double[] state, int goal) {
    double dx = state[0] - GOALS[goal][0];
    double dy = state[1] - GOALS[goal][1];
    return dx * dx + dy * dy;
  }

  /** Unhurried, unsteady walks, each to a goal chosen by lot. */
  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[2];
    StepResult result = new StepResult(2);
    int goal = 0;
    int steps = SPEC.maxEpisodeSteps();
    for (int i = 0; i < observations.length; i++) {
      if (result.terminated() || steps >= SPEC.maxEpisodeSteps()) {
        reset(random, state);
        goal = random.nextInt(GOALS.length);
        steps = 0;
      }
      observe(state, observations[i]);
      walk(random, state, goal, actions[i]);
      step(state, actions[i], random, result);
      steps++;
    }
  }

  private static void walk(RandomSource random, double[] state, int goal, float[] action) {
    double dx = GOALS[goal][0] - state[0];
    double dy = GOALS[goal][1] - state[1];
    double scale = WALK_SPEED / Math.max(Math.hypot(dx, dy), WALK_SPEED);
    action[0] = (float) clip(dx * scale + WALK_DEVIATION * random.nextGaussian(), 1);
    action[1] = (float) clip(dy * scale + WALK_DEVIATION * random.nextGaussian(), 1);
  }

  private static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }

  /** The goals, the point, and the way that it came. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    Mark.Disc point = new Mark.Disc(Ink.BLUE, state[0], state[1], 0.25);
    if (Float.isNaN(lastAction[0])) {
      return Optional.of(Scene.around(BOUND, List.of(point)).withBackdrop(BACKDROP));
    }
    double fromX = state[0] - clip(lastAction[0], 1);
    double fromY = state[1] - clip(lastAction[1], 1);
    Mark move = Mark.Line.between(Ink.SKY, 0.1, fromX, fromY, state[0], state[1]);
    Scene scene = Scene.around(BOUND, List.of(move, point)).withBackdrop(BACKDROP);
    return Optional.of(scene.withTrail(move));
  }
}

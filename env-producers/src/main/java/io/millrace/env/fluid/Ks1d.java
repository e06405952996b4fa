package io.millrace.env.fluid;

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
import io.millrace.recipe.option.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calm a chaotic flame front: the Kuramoto-Sivashinsky equation on a ring of length 22 with four
 * actuators.
 *
 * <pre>
 * u_t = -u u_x - u_xx - u_xxxx + sum_i a_i b_i(x),  L = 22, 64 points
 * b_i(x) = exp(-d(x, x_i)^2 / (2 s^2)) / sqrt(2 pi s),  s = 0.4,  x_i = 0, L/4, L/2, 3L/4,  d on the ring
 * action a in R^4, clipped into [-1, 1];  a step is 0.25 of time: 5 steps of ETDRK4 with dt = 0.05
 * observation: u at every 8th point;  reward = -mean(u'^2) - 0.01 mean(a^2), after the step;  limit 400 steps
 * state: u(0), u(L/64), .. [64], then the sums of mean(u'^2) and of mean(a^2) and the number of steps so far
 * first state: 100 of time after random long waves (k = 1 .. 4), without control
 * </pre>
 *
 * <p>The actuators' weight sqrt(2 pi s), not sqrt(2 pi) s, is the published one: an actuator adds
 * sqrt(0.4) a = 0.632 a of momentum in a unit of time. The first waves have no symmetry, for a
 * symmetric state would stay symmetric and settle.
 *
 * <p>Attributes: {@code energy}, the mean of mean(u^2) over the steps so far (1.4 without control);
 * {@code effort}, that of mean(a^2).
 *
 * <p>Source: the equation and the actuators as in Bucci et al., "Control of chaotic systems by deep
 * reinforcement learning", 2019; reward, observation and spin-up are ours.
 */
public final class Ks1d implements Dynamics {

  public static final String ID = "ks-1d";

  /** Attribute with the mean of mean(u^2) over the episode's steps. */
  static final String ENERGY = "energy";

  /** Attribute with the mean of mean(a^2) over the episode's steps. */
  static final String EFFORT = "effort";

  static final int POINTS = 64;
  static final double LENGTH = 22;
  static final int ACTUATORS = 4;

  private static final int SENSORS = 8;
  private static final double STEP = 0.05;
  private static final int SUBSTEPS = 5;
  private static final double WIDTH = 0.4;
  private static final double ACTION_COST = 0.01;
  private static final int FIRST_WAVES = 4;
  private static final int ENERGY_AT = POINTS;
  private static final int EFFORT_AT = POINTS + 1;
  private static final int STEPS_AT = POINTS + 2;

  private final Options options;
  private final EnvironmentSpec spec;
  private final KuramotoSivashinsky equation = new KuramotoSivashinsky(POINTS, LENGTH, STEP);
  private final double[][] actuators = new double[ACTUATORS][POINTS];
  private final double[] forcing = new double[POINTS];

  /** Options of a recipe. */
  public record Options(
      @Doc("steps of an episode, each 0.25 of time") @Default("400") @Range(min = 1, max = 1e6)
          int steps,
      @Doc("time that passes without control before an episode begins")
          @Default("100")
          @Range(min = 0, max = 1e5)
          double spinUp) {}

  public Ks1d(Options options) {
    this.options = options;
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.unbounded(SENSORS),
            ActionSpace.Box.of(ACTUATORS, -1, 1),
            options.steps(),
            false);
    for (int i = 0; i < ACTUATORS; i++) {
      for (int j = 0; j < POINTS; j++) {
        actuators[i][j] = weight(j * LENGTH / POINTS, i * LENGTH / ACTUATORS);
      }
    }
  }

  private static double weight(double x, double center) {
    double apart = Math.abs(x - center);
    double distance = Math.min(apart, LENGTH - apart) / WIDTH;
    return StrictMath.exp(-0.5 * distance * distance) / StrictMath.sqrt(2 * StrictMath.PI * WIDTH);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return POINTS + 3;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    Arrays.fill(state, 0);
    for (int k = 1; k <= FIRST_WAVES; k++) {
      double inPhase = 2 * random.nextDouble() - 1;
      double behind = 2 * random.nextDouble() - 1;
      for (int j = 0; j < POINTS; j++) {
        double angle = 2 * StrictMath.PI * (k * j % POINTS) / POINTS;
        state[j] += inPhase * StrictMath.cos(angle) + behind * StrictMath.sin(angle);
      }
    }
    Arrays.fill(forcing, 0);
    equation.advance(state, forcing, (int) Math.round(options.spinUp() / STEP));
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    Arrays.fill(forcing, 0);
    double effort = 0;
    for (int i = 0; i < ACTUATORS; i++) {
      double a = Math.max(-1, Math.min(1, action[i]));
      effort += a * a / ACTUATORS;
      for (int j = 0; j < POINTS; j++) {
        forcing[j] += a * actuators[i][j];
      }
    }
    equation.advance(state, forcing, SUBSTEPS);
    double energy = 0;
    for (int j = 0; j < POINTS; j++) {
      energy += state[j] * state[j] / POINTS;
    }
    state[ENERGY_AT] += energy;
    state[EFFORT_AT] += effort;
    state[STEPS_AT]++;
    out.set(-energy - ACTION_COST * effort, false, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int s = 0; s < SENSORS; s++) {
      observation[s] = (float) state[s * (POINTS / SENSORS)];
    }
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    if (state[STEPS_AT] == 0) {
      return Map.of();
    }
    return Map.of(
        ENERGY, Double.toString(state[ENERGY_AT] / state[STEPS_AT]),
        EFFORT, Double.toString(state[EFFORT_AT] / state[STEPS_AT]));
  }

  /** The wave, and what the actuators do, ten times as high. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    double[] x = new double[POINTS];
    double[] u = new double[POINTS];
    for (int j = 0; j < POINTS; j++) {
      x[j] = LENGTH * j / POINTS;
      u[j] = Math.max(-4, Math.min(4, state[j]));
    }
    List<Mark> marks = new ArrayList<>();
    marks.add(Mark.Line.between(Ink.PALE, 0.05, 0, 0, LENGTH, 0));
    for (int a = 0; a < ACTUATORS; a++) {
      double at = LENGTH * a / ACTUATORS;
      double push = Float.isNaN(lastAction[a]) ? 0 : Math.max(-1, Math.min(1, lastAction[a]));
      marks.add(
          new Mark.Rectangle(Ink.ORANGE, at - 0.3, -4.5 + Math.min(0, push), 0.6, Math.abs(push)));
    }
    marks.add(new Mark.Line(Ink.BLUE, 0.15, x, u));
    return Optional.of(new Scene(-0.5, -6, LENGTH + 1, 10.5, marks));
  }
}

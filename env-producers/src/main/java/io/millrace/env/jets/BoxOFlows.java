package io.millrace.env.jets;

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
import java.util.Optional;

/**
 * Blow table-tennis balls about with nine jets of air.
 *
 * <pre>
 * the air: {@link AirJets}; the balls: {@link BallBox}; ball 0 is orange, ball 1 purple
 * action: commands of the nine valves, clipped into [0, 1]; declared as [-1, 1], so that the middle of the
 *   range, where a fresh policy acts, is closed;  a step is 0.05 s, 50 steps of 1 ms
 * observation: x and y of every ball / 0.3 m - 1, its way since the last frame / 0.05 s (m/s), the valves
 * reward  height: mean of y_orange / 0.6 over the step;  hover: exp(-|pos_orange - target|^2 / 0.05^2) after it;
 *   rearrange: 1 where x_orange &lt; 0.2 and x_purple &gt; 0.4 after it
 * state: valves (9), then x, y, v_x, v_y of every ball, and x, y of the last frame
 * first state: valves closed, balls at rest in a row, between 0.02 and 0.4 m high
 * </pre>
 *
 * <p>A camera sees places, not speeds; two frames give both. Gusts are accelerations, normal with
 * deviation {@code gusts}, drawn anew for each step and ball. Nothing terminates: hardware is one
 * endless stream, which the limit cuts into episodes of 20 s.
 *
 * <p>The highest place where a single jet can carry a ball is 0.101 m (0.131 m without sharing),
 * and no two or more jets carry it higher: the default target is there. Higher up a ball only
 * flies.
 *
 * <p>Source: the box, its nine valves on one supply, camera and rewards are those of "Real-World
 * Fluid Directed Rigid Body Control via Deep Reinforcement Learning", of which no simulator exists;
 * the model of air and balls, all of its numbers, first states and gusts are ours.
 */
public final class BoxOFlows implements Dynamics {

  public static final String ID = "box-o-flows";

  private static final int SUBSTEPS = 50;
  private static final double FRAME_SECONDS = SUBSTEPS * BallBox.STEP;
  private static final double HALF = BallBox.SIZE / 2;
  private static final double HOVER_WIDTH = 0.05;
  private static final double LEFT = 0.2;
  private static final double RIGHT = 0.4;
  private static final double HIGHEST_START = 0.4;
  private static final int BALLS_AT = AirJets.NOZZLES;
  private static final Ink[] INKS = {Ink.ORANGE, Ink.RED, Ink.GREEN};

  private final Options options;
  private final int balls;
  private final int seen;
  private final AirJets jets;
  private final BallBox box;
  private final double kept = StrictMath.exp(-BallBox.STEP / AirJets.LAG_SECONDS);
  private final double[] commands = new double[AirJets.NOZZLES];
  private final double[] gusts;
  private final EnvironmentSpec spec;

  /** What is paid for. */
  public enum Task {
    /** The orange ball's height. */
    HEIGHT,
    /** The orange ball near the target. */
    HOVER,
    /** Orange to the left, purple to the right; needs two balls. */
    REARRANGE
  }

  /** Options of a recipe. */
  public record Options(
      @Doc(
              "what is paid for: height of the orange ball, its being near the target, or the order"
                  + " of two")
          @Default("hover")
          Task task,
      @Doc("balls in the box") @Default("1") @Range(min = 1, max = 3) int balls,
      @Doc("x of the target, m") @Default("0.3") @Range(min = 0, max = 0.6) double targetX,
      @Doc("y of the target, m") @Default("0.1") @Range(min = 0, max = 0.6) double targetY,
      @Doc("how much open valves take from each other's pressure")
          @Default("0.15")
          @Range(min = 0, max = 10)
          double sharing,
      @Doc("deviation of random accelerations, m/s^2") @Default("0.5") @Range(min = 0, max = 100)
          double gusts,
      @Doc("steps of an episode, each 0.05 s") @Default("400") @Range(min = 1, max = 1e6)
          int steps) {}

  public BoxOFlows(Options options) {
    if (options.task() == Task.REARRANGE && options.balls() < 2) {
      throw new IllegalArgumentException(
          "environment.balls: expected at least 2 to rearrange, balls=" + options.balls());
    }
    this.options = options;
    this.balls = options.balls();
    this.seen = BALLS_AT + 4 * balls;
    this.jets = new AirJets(options.sharing());
    this.box = new BallBox(balls, BALLS_AT);
    this.gusts = new double[2 * balls];
    this.spec =
        new EnvironmentSpec(
            ID,
            observationSpace(balls),
            ActionSpace.Box.of(AirJets.NOZZLES, -1, 1),
            options.steps(),
            false);
  }

  private static ActionSpace.Box observationSpace(int balls) {
    float[] low = new float[4 * balls + AirJets.NOZZLES];
    float[] high = new float[low.length];
    Arrays.fill(low, 0, 4 * balls, Float.NEGATIVE_INFINITY);
    Arrays.fill(high, 0, 4 * balls, Float.POSITIVE_INFINITY);
    Arrays.fill(low, 0, 2 * balls, -1);
    Arrays.fill(high, 0, 2 * balls, 1);
    Arrays.fill(high, 4 * balls, high.length, 1);
    return new ActionSpace.Box(low, high);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return BALLS_AT + 6 * balls;
  }

  /** Each ball in its own part of the box, so that none overlap. */
  @Override
  public void reset(RandomSource random, double[] state) {
    Arrays.fill(state, 0);
    double part = BallBox.SIZE / balls;
    int first = random.nextInt(balls);
    for (int i = 0; i < balls; i++) {
      double from = (i + first) % balls * part + BallBox.RADIUS;
      state[BALLS_AT + i] = from + (part - 2 * BallBox.RADIUS) * random.nextDouble();
      state[BALLS_AT + balls + i] =
          BallBox.RADIUS + (HIGHEST_START - BallBox.RADIUS) * random.nextDouble();
    }
    System.arraycopy(state, BALLS_AT, state, seen, 2 * balls);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    System.arraycopy(state, BALLS_AT, state, seen, 2 * balls);
    for (int j = 0; j < commands.length; j++) {
      commands[j] = Math.max(0, Math.min(1, action[j]));
    }
    for (int i = 0; i < gusts.length; i++) {
      gusts[i] = options.gusts() * random.nextGaussian();
    }
    double height = 0;
    for (int k = 0; k < SUBSTEPS; k++) {
      for (int j = 0; j < commands.length; j++) {
        state[j] = commands[j] + (state[j] - commands[j]) * kept;
      }
      box.advance(state, jets, gusts);
      height += state[BALLS_AT + balls] / SUBSTEPS;
    }
    out.set(reward(state, height), false, false);
  }

  private double reward(double[] state, double height) {
    double x = state[BALLS_AT];
    double y = state[BALLS_AT + balls];
    return switch (options.task()) {
      case HEIGHT -> height / BallBox.SIZE;
      case HOVER -> {
        double offX = x - options.targetX();
        double offY = y - options.targetY();
        yield StrictMath.exp(-(offX * offX + offY * offY) / (HOVER_WIDTH * HOVER_WIDTH));
      }
      case REARRANGE -> x < LEFT && state[BALLS_AT + 1] > RIGHT ? 1 : 0;
    };
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int i = 0; i < 2 * balls; i++) {
      double here = state[BALLS_AT + i];
      observation[i] = (float) (here / HALF - 1);
      observation[2 * balls + i] = (float) ((here - state[seen + i]) / FRAME_SECONDS);
    }
    for (int j = 0; j < AirJets.NOZZLES; j++) {
      observation[4 * balls + j] = (float) state[j];
    }
  }

  /** Balls, the target where there is one, and jets as high as their valves are open. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    List<Mark> marks = new ArrayList<>();
    double size = BallBox.SIZE;
    marks.add(
        new Mark.Line(
            Ink.GRAY,
            0.006,
            new double[] {0, size, size, 0, 0},
            new double[] {0, 0, size, size, 0}));
    for (int j = 0; j < AirJets.NOZZLES; j++) {
      double x = AirJets.place(j + 1);
      marks.add(new Mark.Rectangle(Ink.GRAY, x - 0.01, -0.03, 0.02, 0.03));
      marks.add(new Mark.Rectangle(Ink.SKY, x - 0.006, 0, 0.012, 0.15 * state[j]));
    }
    if (options.task() == Task.HOVER) {
      marks.add(new Mark.Disc(Ink.PALE, options.targetX(), options.targetY(), HOVER_WIDTH));
    }
    for (int i = 0; i < balls; i++) {
      marks.add(
          new Mark.Disc(INKS[i], state[BALLS_AT + i], state[BALLS_AT + balls + i], BallBox.RADIUS));
    }
    return Optional.of(new Scene(-0.03, -0.05, size + 0.06, size + 0.08, marks));
  }
}

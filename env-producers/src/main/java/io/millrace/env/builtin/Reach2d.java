package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.List;
import java.util.Optional;

/**
 * Steer a point to a goal in the plane, with controls that are skewed.
 *
 * <pre>
 * state (p, g), each in R^2; observation the same; action a clipped into [-1, 1]^2
 * p' = p + B a + noise eps,  B = 1/4 [[0.9, 0.2], [-0.1, 0.8]],  eps ~ N(0, I);  g stays
 * reward = -|p' - g|;  success: |p - g| &lt; 0.15 at the end;  never terminates, limit 8 steps
 * first state: p = 0, g uniform in the disk of radius 1
 * </pre>
 *
 * <p>Demonstrations step towards the goal with at most half of full strength, unsteadily, and know
 * nothing of B.
 *
 * <p>Source: the linear-Gaussian point reach of ProphRL's minimal version; B, the noise and the
 * bound of success are ours.
 */
public final class Reach2d implements ObservableReward, DemonstrationSource {

  public static final String ID = "reach-2d";

  private static final double[][] CONTROL = {{0.225, 0.05}, {-0.025, 0.2}};
  private static final double SUCCESS_DISTANCE = 0.15;

  /** Strength of a demonstrated step far from the goal, and where it starts to fade. */
  private static final double STEP = 0.5;

  private static final double FADE_DISTANCE = 0.5;
  private static final double STEP_DEVIATION = 0.5;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, observationSpace(), ActionSpace.Box.of(2, -1, 1), 8, true);

  private static final double VIEW = 1.3;
  private static final List<Mark> BACKDROP =
      List.of(new Mark.Disc(Ink.PALE, 0, 0, 1), new Mark.Disc(Ink.GRAY, 0, 0, 0.02));

  private final double noise;

  /** Options of a recipe. */
  public record Options(
      @Doc("standard deviation of the disturbance of each coordinate, at each step")
          @Default("0.01")
          @Range(min = 0)
          double noise) {

    /** What a recipe gets that says nothing. */
    static Options standard() {
      return new Options(0.01);
    }
  }

  public Reach2d(Options options) {
    this.noise = options.noise();
  }

  private static ActionSpace.Box observationSpace() {
    float any = Float.POSITIVE_INFINITY;
    return new ActionSpace.Box(new float[] {-any, -any, -1, -1}, new float[] {any, any, 1, 1});
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return 4;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    state[0] = 0;
    state[1] = 0;
    // The root of a uniform number: area, not radius, is uniform.
    double radius = Math.sqrt(random.nextDouble());
    double angle = Uniform.between(random, -Math.PI, Math.PI);
    state[2] = radius * StrictMath.cos(angle);
    state[3] = radius * StrictMath.sin(angle);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    double first = clip(action[0]);
    double second = clip(action[1]);
    for (int d = 0; d < 2; d++) {
      double disturbance = noise > 0 ? noise * random.nextGaussian() : 0;
      state[d] += CONTROL[d][0] * first + CONTROL[d][1] * second + disturbance;
    }
    out.set(reward(state), false, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int i = 0; i < state.length; i++) {
      observation[i] = (float) state[i];
    }
  }

  @Override
  public double reward(double[] observation) {
    return -distance(observation);
  }

  @Override
  public boolean success(double[] observation) {
    return distance(observation) < SUCCESS_DISTANCE;
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return success(state);
  }

  private static double distance(double[] state) {
    double dx = state[2] - state[0];
    double dy = state[3] - state[1];
    return Math.sqrt(dx * dx + dy * dy);
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[stateSize()];
    StepResult result = new StepResult(SPEC.observationSize());
    for (int i = 0; i < observations.length; i++) {
      if (i % SPEC.maxEpisodeSteps() == 0) {
        reset(random, state);
      }
      observe(state, observations[i]);
      double scale = STEP / Math.max(distance(state), FADE_DISTANCE);
      for (int d = 0; d < 2; d++) {
        double towards = (state[2 + d] - state[d]) * scale;
        actions[i][d] = (float) clip(towards + STEP_DEVIATION * random.nextGaussian());
      }
      step(state, actions[i], random, result);
    }
  }

  private static double clip(double value) {
    return clip(value, 1);
  }

  private static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }

  /** The observation is the state. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(look(state));
  }

  /** The goal, the point, and the way that it came; the circle is where goals lie. */
  @Override
  public Scene look(double[] observation) {
    double x = clip(observation[0], VIEW);
    double y = clip(observation[1], VIEW);
    return Scene.around(
            VIEW,
            List.of(
                new Mark.Disc(Ink.GREEN, observation[2], observation[3], SUCCESS_DISTANCE),
                new Mark.Disc(Ink.BLUE, x, y, 0.04)))
        .withBackdrop(BACKDROP)
        .withTrail(new Mark.Disc(Ink.SKY, x, y, 0.025))
        .withGauges(new Gauge("distance to goal", "", Ink.BLUE, distance(observation)));
  }
}

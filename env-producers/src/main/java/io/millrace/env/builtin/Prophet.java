package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.RandomStreams;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Gauge;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A learned model of an environment, as an environment: a policy can train in it and be judged in
 * the real one.
 *
 * <pre>
 * before the first episode: random actions in the real environment, a {@link LinearWorldModel} fitted to them
 * state (o, D): o what the real environment would show, D the largest disagreement so far
 * first o: a first observation of the real environment, D = 0
 * o' = mean prediction of (o, a), a clipped into the real box;  D' = max(D, disagreement)
 * reward and success: the real task's own, of o';  limit: the real one
 * </pre>
 *
 * <p>The reward is known and not learned: only a task whose reward can be read off the next
 * observation ({@link ObservableReward}) can be prophesied, and an error of the imagined return is
 * an error of the dynamics alone. The attribute {@code disagreement} is D: a policy that exploits
 * the model goes where it is large.
 *
 * <p>Source: ProphRL, arXiv 2511.20633, in its minimal version.
 */
public final class Prophet implements Dynamics {

  public static final String ID = "prophet";

  /** Attribute with the largest disagreement of the ensemble in the episode. */
  static final String DISAGREEMENT = "disagreement";

  private final ObservableReward real;
  private final LinearWorldModel model;
  private final EnvironmentSpec spec;
  private final ActionSpace.Box box;

  private final double[] realState;
  private final float[] seen;
  private final double[] observation;
  private final double[] next;
  private final double[] move;

  /** The environments of which a model can be learned, under their default options. */
  public enum World {
    REACH_2D(() -> new Reach2d(Reach2d.Options.standard()));

    private final Supplier<ObservableReward> dynamics;

    World(Supplier<ObservableReward> dynamics) {
      this.dynamics = dynamics;
    }

    ObservableReward dynamics() {
      return dynamics.get();
    }
  }

  /** Options of a recipe. */
  public record Options(
      @Doc("the environment that is modeled") @Default("reach-2d") World of,
      @Doc("real steps that the model is fitted to") @Default("2000") @Range(min = 1)
          int transitions,
      @Doc("of the real steps and the fit; the recipe's seed decides about the episodes")
          @Default("1")
          long seed,
      @Doc("a control: fit to actions in random order, which makes a useless model")
          @Default("false")
          boolean permuteActions,
      @Doc("members of the ensemble") @Default("3") @Range(min = 1) int ensemble) {}

  /**
   * An environment to play in.
   *
   * @param model what {@link #learn} made of the same world
   */
  Prophet(World world, LinearWorldModel model) {
    this.real = world.dynamics();
    this.model = model;
    EnvironmentSpec of = real.spec();
    this.box = (ActionSpace.Box) of.actionSpace();
    this.spec =
        new EnvironmentSpec(
            ID,
            ActionSpace.Box.unbounded(of.observationSize()),
            box,
            of.maxEpisodeSteps(),
            of.successKnown());
    this.realState = new double[real.stateSize()];
    this.seen = new float[of.observationSize()];
    this.observation = new double[seen.length];
    this.next = new double[seen.length];
    this.move = new double[box.size()];
  }

  /** Plays in the real environment and fits a model; the same options give the same bits. */
  static LinearWorldModel learn(Options options) {
    Transitions steps =
        Transitions.collect(
            TimeLimit.of(new SimulatedEnvironment(options.of().dynamics())),
            options.transitions(),
            RandomStreams.of(options.seed(), ID, "transitions"));
    if (options.permuteActions()) {
      steps = steps.permuteActions(RandomStreams.of(options.seed(), ID, "permutation"));
    }
    return LinearWorldModel.fit(
        steps, options.ensemble(), RandomStreams.of(options.seed(), ID, "fit"));
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return seen.length + 1;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    real.reset(random, realState);
    real.observe(realState, seen);
    for (int i = 0; i < seen.length; i++) {
      state[i] = seen[i];
    }
    state[seen.length] = 0;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    for (int d = 0; d < move.length; d++) {
      move[d] = Math.max(box.low(d), Math.min(box.high(d), action[d]));
    }
    double disagreement = model.predict(observed(state), move, next);
    System.arraycopy(next, 0, state, 0, next.length);
    state[next.length] = Math.max(state[next.length], disagreement);
    out.set(real.reward(next), false, false);
  }

  /** The part of a state that the real environment would show. */
  private double[] observed(double[] state) {
    System.arraycopy(state, 0, observation, 0, observation.length);
    return observation;
  }

  @Override
  public void observe(double[] state, float[] shown) {
    for (int i = 0; i < shown.length; i++) {
      shown[i] = (float) state[i];
    }
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return real.success(observed(state));
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return Map.of(DISAGREEMENT, Double.toString(state[seen.length]));
  }

  /** What is imagined, drawn as the real environment would be, and how far the ensemble doubts. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    Scene imagined = real.look(observed(state));
    List<Gauge> gauges = new ArrayList<>(imagined.gauges());
    gauges.add(new Gauge("most disagreement", "", Ink.ORANGE, state[seen.length]));
    return Optional.of(imagined.withGauges(gauges.toArray(Gauge[]::new)));
  }
}

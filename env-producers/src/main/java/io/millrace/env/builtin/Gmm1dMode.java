package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Choose the right one of two modes: the smallest test that a flow policy learns.
 *
 * <pre>
 * state (prompt), prompt in {0, 1} with equal odds; observation one-hot(prompt)
 * one step; any real action x; reward = 1 if x > 0 and prompt = 1, or x < 0 and prompt = 0; else 0
 * </pre>
 *
 * <p>Demonstrations ignore the prompt: x is drawn from 0.5 N(-2, 0.25) + 0.5 N(2, 0.25), variances,
 * so that a policy fitted to them has both modes and succeeds half of the time. With an accuracy
 * they choose the mode that the prompt asks for so often: 0.5 is to ignore it.
 */
public final class Gmm1dMode implements Dynamics, DemonstrationSource {

  public static final String ID = "gmm1d-mode";

  /** The attribute that tells the action. */
  static final String ACTION = "action";

  private static final double MODE = 2;
  private static final double DEVIATION = 0.5;
  private static final double IGNORANT = 0.5;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, ActionSpace.Box.of(2, 0, 1), ActionSpace.Box.unbounded(1), 1, true);

  private static final ActionPlane PLANE =
      ActionPlane.ofAnswers(
          "prompt",
          -0.5,
          1.5,
          new double[] {0, 1},
          2 * MODE,
          MODE,
          axes ->
              List.of(
                  axes.box(Ink.GREEN, -0.2, axes.yLow(), 0.2, 0),
                  axes.box(Ink.GREEN, 0.8, 0, 1.2, axes.yHigh())));

  private final Optional<Integer> fixedPrompt;
  private final double accuracy;

  /** Options of a recipe. */
  public record Options(
      @Doc("the prompt of every episode, 0 or 1; left out: drawn by the seed")
          @Range(min = 0, max = 1)
          Optional<Integer> prompt,
      @Doc("share of demonstrations that obey the prompt; left out: 0.5, which ignores it")
          @Range(min = 0, max = 1)
          Optional<Double> accuracy) {

    /** Demonstrations that ignore the prompt. */
    public Options(Optional<Integer> prompt) {
      this(prompt, Optional.empty());
    }
  }

  public Gmm1dMode(Options options) {
    this.fixedPrompt = options.prompt();
    this.accuracy = options.accuracy().orElse(IGNORANT);
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    state[0] = prompt(random);
  }

  private int prompt(RandomSource random) {
    return fixedPrompt.orElseGet(() -> random.nextInt(2));
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    boolean right = state[0] == 1 ? action[0] > 0 : action[0] < 0;
    out.set(right ? 1 : 0, true, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = state[0] == 1 ? 0 : 1;
    observation[1] = state[0] == 1 ? 1 : 0;
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 1;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    String prompt = state[0] == 1 ? "1" : "0";
    return Float.isNaN(lastAction[0])
        ? Map.of("prompt", prompt)
        : Map.of("prompt", prompt, ACTION, Float.toString(lastAction[0]));
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    double[] state = new double[1];
    for (int i = 0; i < observations.length; i++) {
      state[0] = prompt(random);
      observe(state, observations[i]);
      double mode = upwards(state[0] == 1, random) ? MODE : -MODE;
      actions[i][0] = (float) (mode + DEVIATION * random.nextGaussian());
    }
  }

  private boolean upwards(boolean asked, RandomSource random) {
    if (accuracy == IGNORANT) {
      return random.nextInt(2) != 0;
    }
    return random.nextDouble() < accuracy ? asked : !asked;
  }

  /** The action, and what earns something under each prompt. */
  @Override
  public Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.of(PLANE.with(state[0], lastAction[0]));
  }
}

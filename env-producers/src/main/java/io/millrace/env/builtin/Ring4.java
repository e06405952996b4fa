package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.DemonstrationSource;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import io.millrace.recipe.option.Range;
import java.util.Map;

/**
 * One token of four, for discrete flows.
 *
 * <pre>
 * no state, no observation; action: a token 0..3; one step;  reward = 1 if it is the target, else 0
 * data q = (0.1, 0.2, 0.3, 0.4)
 * </pre>
 *
 * <p>Demonstrations are the data: the default target, 0, is the rarest token. The attribute {@code
 * token} is the token; extras are the share of each and {@code tv}, the total variation distance
 * {@code 1/2 sum_k |share_k - q_k|} to the data.
 *
 * <p>Source: environment E4 of FUDOKI's minimal version.
 */
public final class Ring4 implements Dynamics, DemonstrationSource {

  public static final String ID = "ring4";

  /** Attribute with the token. */
  static final String TOKEN = "token";

  private static final double[] DATA = {0.1, 0.2, 0.3, 0.4};

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
              ID, ActionSpace.Box.unbounded(0), new ActionSpace.Discrete(DATA.length), 1, true)
          .asDeterministic();

  private final int target;

  /** Options of a recipe. */
  public record Options(
      @Doc("the token that is rewarded") @Default("0") @Range(min = 0, max = 3) int target) {}

  public Ring4(Options options) {
    this.target = options.target();
  }

  /** Data law of the tokens, a copy. */
  static double[] data() {
    return DATA.clone();
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
    out.set(action[0] == target ? 1 : 0, true, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {}

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward == 1;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return Float.isNaN(lastAction[0])
        ? Map.of()
        : Map.of(TOKEN, Integer.toString((int) lastAction[0]));
  }

  @Override
  public void demonstrate(RandomSource random, float[][] observations, float[][] actions) {
    for (float[] action : actions) {
      action[0] = draw(random.nextDouble());
    }
  }

  /** The token whose share of [0, 1) holds this number. */
  private static int draw(double uniform) {
    double sum = 0;
    for (int token = 0; token < DATA.length - 1; token++) {
      sum += DATA[token];
      if (uniform < sum) {
        return token;
      }
    }
    return DATA.length - 1;
  }
}

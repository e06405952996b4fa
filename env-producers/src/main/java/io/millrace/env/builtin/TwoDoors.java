package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * Two agents that see the same must go through different doors: the smallest task for which one
 * policy for both is too little.
 *
 * <pre>
 * observation 1 for both; action: door 0 or 1; one step
 * reward of both = 1{doors differ};   success: the doors differ
 * </pre>
 *
 * <p>Agents that share a policy choose door 1 with the same probability p, and meet different doors
 * with probability 2 p (1 - p), which is 1/2 at most. With a policy for each the best return is 1.
 * It is ours: the anti-coordination game of two players.
 */
public final class TwoDoors implements Dynamics {

  public static final String ID = "two-doors";

  private static final int AGENTS = 2;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
              ID, ActionSpace.Box.of(1, 1, 1), new ActionSpace.Discrete(2), 1, true, AGENTS)
          .asDeterministic();

  /** Options of a recipe: none. */
  public record Options() {}

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  /** Whether the doors of the last step differed. */
  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    state[0] = 0;
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    state[0] = action[0] == action[1] ? 0 : 1;
    out.set(state[0], true, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    observation[0] = 1;
    observation[1] = 1;
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return state[0] == 1;
  }
}

package io.millrace.env;

import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;
import java.util.Map;

/**
 * Agents that each see a number and should act it; nobody sees or feels another's.
 *
 * <pre>
 * state (target of each agent in (-1, 1), steps left 1 .. 3)
 * reward of agent i = -(a_i - target_i)^2, then each target moves by 0.1 N(0, 1)
 * terminates when no step is left; success: the mean of the last rewards is above -0.25
 * </pre>
 */
public final class ThreeTargets implements Dynamics {
  public static final String ID = "three-targets";

  /** Options of a recipe. */
  public record Options(@Doc("how many act") @Default("3") int agents) {}

  private final int agents;
  private final EnvironmentSpec spec;

  public ThreeTargets(int agents) {
    this.agents = agents;
    this.spec =
        new EnvironmentSpec(ID, ActionSpace.Box.of(1, -3, 3), ActionSpace.Box.unbounded(1), 4, true)
            .withAgents(agents);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int stateSize() {
    return agents + 1;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    for (int agent = 0; agent < agents; agent++) {
      state[agent] = 2 * random.nextDouble() - 1;
    }
    state[agents] = 1 + random.nextInt(3);
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    for (int agent = 0; agent < agents; agent++) {
      double miss = action[agent] - (float) state[agent];
      out.setReward(agent, -miss * miss);
      state[agent] += 0.1 * random.nextGaussian();
    }
    state[agents]--;
    out.setEnd(state[agents] == 0, false);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int agent = 0; agent < agents; agent++) {
      observation[agent] = (float) state[agent];
    }
  }

  @Override
  public Boolean success(double[] state, double lastReward) {
    return lastReward > -0.25;
  }

  @Override
  public Map<String, String> attributes(double[] state, float[] lastAction) {
    return Map.of("stepsLeft", Integer.toString((int) state[agents]));
  }
}

package io.millrace.launcher.run;

import io.millrace.env.ActionSpace;
import io.millrace.env.Dynamics;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentProvider;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.option.Default;
import io.millrace.recipe.option.Doc;

/**
 * Signals that each serve the fullest of three queues, for tests: position 0 is the phase, of which
 * one is not available at a time, position 1 is whether the green is long. The reward of a step is
 * 1 for the right phase (the fullest queue's, or where that phase is not available the next one
 * round), and 1 for a long green with an even queue or a short one with an odd queue.
 *
 * <p>Whoever draws evenly among what is available has 1 a step on average. Every signal is an
 * agent, with queues and a mask of its own.
 */
public final class Crossing implements Dynamics {
  static final int STEPS = 10;
  private static final int PHASES = 3;
  private static final int LENGTHS = 2;

  /** Offers it to recipes. */
  public static final class Provider implements EnvironmentProvider<Provider.Options> {
    /** How many signals. */
    public record Options(@Doc("signals, each an agent") @Default("1") int agents) {}

    @Override
    public String id() {
      return "test-crossing";
    }

    @Override
    public String summary() {
      return "a signal whose phases are not always available";
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public int agents(Record options) {
      return ((Options) options).agents();
    }

    @Override
    public Environment create(Options options) {
      return new SimulatedEnvironment(new Crossing(options.agents()));
    }
  }

  private final int agents;

  public Crossing(int agents) {
    this.agents = agents;
  }

  @Override
  public EnvironmentSpec spec() {
    return new EnvironmentSpec(
        "test-crossing",
        ActionSpace.Box.of(PHASES + PHASES + LENGTHS, 0, 1),
        ActionSpace.MultiDiscrete.masked(PHASES, LENGTHS),
        STEPS,
        false,
        agents);
  }

  /** Of each signal the fullest queue and the phase that is not available. */
  @Override
  public int stateSize() {
    return 2 * agents;
  }

  @Override
  public void reset(RandomSource random, double[] state) {
    for (int i = 0; i < state.length; i++) {
      state[i] = random.nextInt(PHASES);
    }
  }

  @Override
  public void step(double[] state, float[] action, RandomSource random, StepResult out) {
    for (int agent = 0; agent < agents; agent++) {
      int fullest = (int) state[2 * agent];
      int right = state[2 * agent + 1] == fullest ? (fullest + 1) % PHASES : fullest;
      int length = fullest % 2 == 0 ? 1 : 0;
      boolean served = action[2 * agent] == right;
      out.setReward(agent, (served ? 1 : 0) + (action[2 * agent + 1] == length ? 1 : 0));
    }
    out.setEnd(false, false);
    reset(random, state);
  }

  @Override
  public void observe(double[] state, float[] observation) {
    for (int agent = 0; agent < agents; agent++) {
      int at = agent * (2 * PHASES + LENGTHS);
      for (int phase = 0; phase < PHASES; phase++) {
        observation[at + phase] = state[2 * agent] == phase ? 1 : 0;
        observation[at + PHASES + phase] = state[2 * agent + 1] == phase ? 0 : 1;
      }
      for (int length = 0; length < LENGTHS; length++) {
        observation[at + 2 * PHASES + length] = 1;
      }
    }
  }
}

package io.millrace.env;

import io.millrace.env.picture.Scene;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a policy with one real-valued action drive an environment with two choices: choice 1 above
 * 0, choice 0 otherwise; for each agent.
 */
public final class ThresholdAction implements Environment {

  private final Environment inner;
  private final EnvironmentSpec spec;
  private final float[] choice;

  /** Wraps an environment with exactly two choices. */
  public ThresholdAction(Environment inner) {
    if (!(inner.spec().actionSpace() instanceof ActionSpace.Discrete choices) || choices.n() != 2) {
      throw new IllegalArgumentException(
          "expected an environment with two choices, environment="
              + inner.spec().id()
              + " actionSpace="
              + inner.spec().actionSpace());
    }
    this.inner = inner;
    this.spec = inner.spec().withActionSpace(ActionSpace.Box.unbounded(1));
    this.choice = new float[spec.agents()];
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void reset(long seed, float[] observation) {
    inner.reset(seed, observation);
  }

  @Override
  public void step(float[] action, StepResult out) {
    if (action.length != choice.length) {
      throw new IllegalArgumentException(
          "expected one number an agent as action, environment="
              + spec.id()
              + " agents="
              + choice.length
              + " length="
              + action.length);
    }
    for (int agent = 0; agent < choice.length; agent++) {
      if (!Float.isFinite(action[agent])) {
        throw new IllegalArgumentException(
            "expected a finite action, environment="
                + spec.id()
                + " agent="
                + agent
                + " value="
                + action[agent]);
      }
      choice[agent] = action[agent] > 0 ? 1 : 0;
    }
    inner.step(choice, out);
  }

  @Override
  public double[] state() {
    return inner.state();
  }

  @Override
  public void setState(double[] state) {
    inner.setState(state);
  }

  @Override
  public void observe(float[] observation) {
    inner.observe(observation);
  }

  @Override
  public byte[] saveState() {
    return inner.saveState();
  }

  @Override
  public void loadState(byte[] saved) {
    inner.loadState(saved);
  }

  @Override
  public Boolean success() {
    return inner.success();
  }

  @Override
  public Map<String, String> attributes() {
    return inner.attributes();
  }

  @Override
  public Optional<Scene> scene() {
    return inner.scene();
  }

  @Override
  public void close() {
    inner.close();
  }
}

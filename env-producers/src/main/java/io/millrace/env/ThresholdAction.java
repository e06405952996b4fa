package io.millrace.env;

import io.millrace.env.picture.Scene;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a policy with one real-valued action drive an environment with two choices: choice 1 above
 * 0, choice 0 otherwise.
 */
public final class ThresholdAction implements Environment {

  private final Environment inner;
  private final EnvironmentSpec spec;
  private final float[] choice = new float[1];

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
    if (action.length != 1 || !Float.isFinite(action[0])) {
      throw new IllegalArgumentException(
          "expected one finite number as action, environment="
              + spec.id()
              + " length="
              + action.length
              + (action.length > 0 ? " value=" + action[0] : ""));
    }
    choice[0] = action[0] > 0 ? 1 : 0;
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
}

package io.millrace.env;

/**
 * Lets a policy with one real-valued action drive an environment with two choices: choice 1 above
 * 0, choice 0 otherwise; for each agent.
 */
public final class ThresholdAction extends EnvironmentWrapper {

  private final EnvironmentSpec spec;
  private final float[] choice;

  /** Wraps an environment with exactly two choices. */
  public ThresholdAction(Environment inner) {
    super(inner);
    if (!(inner.spec().actionSpace() instanceof ActionSpace.Discrete choices) || choices.n() != 2) {
      throw new IllegalArgumentException(
          "expected an environment with two choices, environment="
              + inner.spec().id()
              + " actionSpace="
              + inner.spec().actionSpace());
    }
    this.spec = inner.spec().withActionSpace(ActionSpace.Box.unbounded(1));
    this.choice = new float[spec.agents()];
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
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
}

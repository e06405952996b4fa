package io.millrace.env;

/**
 * Lets a policy of real numbers act where actions are numbers and choices together: a score for
 * each option stands in the choice's place, as {@link ScoredActions} says, for each agent.
 */
public final class MixedActions extends EnvironmentWrapper {

  private final EnvironmentSpec spec;
  private final ScoredActions scores;
  private final float[] seen;
  private final float[] taken;

  /**
   * @param inner with mixed actions
   */
  public MixedActions(Environment inner) {
    super(inner);
    EnvironmentSpec of = inner.spec();
    if (!(of.actionSpace() instanceof ActionSpace.Mixed mixed)) {
      throw new IllegalArgumentException(
          "expected an environment with mixed actions, environment="
              + of.id()
              + " actionSpace="
              + of.actionSpace());
    }
    this.spec = of.forPolicies();
    this.scores = new ScoredActions(mixed);
    this.seen = new float[of.jointObservationSize()];
    this.taken = new float[of.jointActionSize()];
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  /** A mask is looked up first, so that what is allowed is so now. */
  @Override
  public void step(float[] action, StepResult out) {
    check(action);
    inner.observe(seen);
    int size = taken.length / spec.agents();
    for (int agent = 0; agent < spec.agents(); agent++) {
      int end = (agent + 1) * spec.observationSize();
      scores.decode(action, agent * spec.actionSize(), seen, end, taken, agent * size);
    }
    inner.step(taken, out);
  }

  /** Scores too: which is the greatest of what is not a number, nobody can say. */
  private void check(float[] action) {
    if (action.length != spec.jointActionSize()) {
      throw new IllegalArgumentException(
          "expected "
              + spec.jointActionSize()
              + " numbers as action, environment="
              + spec.id()
              + " length="
              + action.length);
    }
    for (int d = 0; d < action.length; d++) {
      if (!Float.isFinite(action[d])) {
        throw new IllegalArgumentException(
            "expected a finite action, environment="
                + spec.id()
                + " dimension="
                + d
                + " value="
                + action[d]);
      }
    }
  }
}

package io.millrace.env;

/**
 * Tells each agent its number: an observation is the number, 0 to agents - 1, and then what is seen
 * anyway. So a record of one agent says whose it is, and a policy with weights for each agent knows
 * which to use. The number comes first, so that an observation still ends with its mask where there
 * is one.
 */
public final class AgentNumbers extends EnvironmentWrapper {

  private final EnvironmentSpec spec;
  private final int seen;
  private final float[] observed;
  private final StepResult result;

  /** Numbers the agents of an environment. */
  public AgentNumbers(Environment inner) {
    super(inner);
    EnvironmentSpec of = inner.spec();
    this.seen = of.observationSize();
    this.spec = of.withObservationSpace(numbered(of));
    this.observed = new float[of.jointObservationSize()];
    this.result = StepResult.of(of);
  }

  private static ActionSpace.Box numbered(EnvironmentSpec of) {
    float[] low = new float[of.observationSize() + 1];
    float[] high = new float[low.length];
    high[0] = of.agents() - 1f;
    for (int d = 0; d < of.observationSize(); d++) {
      low[d + 1] = of.observationSpace().low(d);
      high[d + 1] = of.observationSpace().high(d);
    }
    return new ActionSpace.Box(low, high);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void reset(long seed, float[] observation) {
    inner.reset(seed, observed);
    number(observed, observation);
  }

  @Override
  public void step(float[] action, StepResult out) {
    inner.step(action, result);
    number(result.observation(), out.observation());
    for (int agent = 0; agent < spec.agents(); agent++) {
      out.setReward(agent, result.reward(agent));
    }
    out.setActionRewards(result.actionRewards());
    out.setEnd(result.terminated(), result.truncated());
  }

  private void number(float[] from, float[] to) {
    for (int agent = 0; agent < spec.agents(); agent++) {
      int at = agent * (seen + 1);
      to[at] = agent;
      System.arraycopy(from, agent * seen, to, at + 1, seen);
    }
  }

  @Override
  public void observe(float[] observation) {
    inner.observe(observed);
    number(observed, observation);
  }
}

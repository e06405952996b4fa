package io.millrace.env;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a policy decide several steps at once: an action is {@code H} actions of the inner
 * environment, one after the other.
 *
 * <pre>
 * action (a_0, .., a_{H-1}) in R^{H A};  reward = sum over the executed k of discount^k r_k
 * </pre>
 *
 * <p>{@link StepResult#actionRewards} tells the {@code r_k} singly. Each agent has a chunk of its
 * own, in an action of {@code [agents][H A]}. A chunk stops where the episode ends; what is left of
 * it is not executed, nor rewarded. Terminated and truncated are the inner ones. The attribute
 * {@code env-steps} counts the inner steps of the episode: compare methods by those, not by chunks.
 */
public final class ActionChunks extends EnvironmentWrapper {

  /** Attribute with the number of inner steps. */
  public static final String ENV_STEPS = "env-steps";

  private final int length;
  private final double discount;
  private final EnvironmentSpec spec;
  private final int width;
  private final float[] innerAction;
  private final double[] rewards;
  private final double[] actionRewards;
  private int innerSteps;

  /** Chunks whose reward is the plain sum. */
  public ActionChunks(Environment inner, int length) {
    this(inner, length, 1);
  }

  /**
   * @param inner with real-valued actions, and already under its time limit
   * @param length inner actions of a chunk, H, at least 1
   * @param discount of a reward by each step that it comes later in the chunk, 0 to 1
   */
  public ActionChunks(Environment inner, int length, double discount) {
    super(inner);
    EnvironmentSpec of = inner.spec();
    if (!(of.actionSpace() instanceof ActionSpace.Box box)) {
      throw new IllegalArgumentException(
          "expected an environment with real-valued actions, environment="
              + of.id()
              + " actionSpace="
              + of.actionSpace());
    }
    if (length < 1) {
      throw new IllegalArgumentException("expected chunks of at least 1 action, length=" + length);
    }
    if (!(discount >= 0 && discount <= 1)) {
      throw new IllegalArgumentException("expected a discount of 0 to 1, discount=" + discount);
    }
    this.length = length;
    this.discount = discount;
    this.spec =
        new EnvironmentSpec(
            of.id(),
            of.observationSpace(),
            repeat(box, length),
            (of.maxEpisodeSteps() + length - 1) / length,
            of.successKnown(),
            of.agents(),
            of.deterministic());
    this.width = box.size();
    this.innerAction = new float[of.jointActionSize()];
    this.rewards = new double[of.agents()];
    this.actionRewards = new double[of.agents() * length];
  }

  private static ActionSpace.Box repeat(ActionSpace.Box box, int length) {
    float[] low = new float[length * box.size()];
    float[] high = new float[low.length];
    for (int d = 0; d < low.length; d++) {
      low[d] = box.low(d % box.size());
      high[d] = box.high(d % box.size());
    }
    return new ActionSpace.Box(low, high);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void reset(long seed, float[] observation) {
    inner.reset(seed, observation);
    innerSteps = 0;
  }

  @Override
  public void step(float[] action, StepResult out) {
    checkWhole(action);
    Arrays.fill(rewards, 0);
    Arrays.fill(actionRewards, 0);
    double weight = 1;
    int k = 0;
    do {
      for (int agent = 0; agent < rewards.length; agent++) {
        System.arraycopy(action, (agent * length + k) * width, innerAction, agent * width, width);
      }
      inner.step(innerAction, out);
      innerSteps++;
      for (int agent = 0; agent < rewards.length; agent++) {
        rewards[agent] += weight * out.reward(agent);
        actionRewards[agent * length + k] = out.reward(agent);
      }
      weight *= discount;
      k++;
    } while (k < length && !out.done());
    for (int agent = 0; agent < rewards.length; agent++) {
      out.setReward(agent, rewards[agent]);
    }
    out.setActionRewards(actionRewards);
  }

  /** Before anything moves, so that a bad action late in a chunk leaves the episode as it was. */
  private void checkWhole(float[] action) {
    if (action.length != spec.jointActionSize()) {
      throw new IllegalArgumentException(
          "expected "
              + length
              + " actions of "
              + width
              + " numbers for each agent, environment="
              + spec.id()
              + " agents="
              + spec.agents()
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

  @Override
  public void setState(double[] state) {
    inner.setState(state);
    innerSteps = 0;
  }

  @Override
  public byte[] saveState() {
    byte[] saved = inner.saveState();
    return ByteBuffer.allocate(Integer.BYTES + saved.length).putInt(innerSteps).put(saved).array();
  }

  @Override
  public void loadState(byte[] saved) {
    if (saved.length < Integer.BYTES) {
      throw new IllegalArgumentException(
          "expected a saved state, environment=" + spec.id() + " bytes=" + saved.length);
    }
    inner.loadState(Arrays.copyOfRange(saved, Integer.BYTES, saved.length));
    innerSteps = ByteBuffer.wrap(saved).getInt();
  }

  @Override
  public Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>(inner.attributes());
    attributes.put(ENV_STEPS, Integer.toString(innerSteps));
    return attributes;
  }
}

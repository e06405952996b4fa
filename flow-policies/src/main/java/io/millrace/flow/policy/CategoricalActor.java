package io.millrace.flow.policy;

import io.millrace.flow.discrete.AllowedTokens;
import io.millrace.flow.discrete.TokenDraw;
import io.millrace.flow.discrete.TokenNetwork;
import io.millrace.flow.random.RandomSource;

/**
 * Acts with a categorical policy: one draw for each position of an action, independent once the
 * observation is known, of what the observation allows. In evaluation it draws as well, unless it
 * is asked for the likeliest choices.
 *
 * <pre>
 * action_i ~ softmax over allowed choices of logits_i(observation)
 * </pre>
 */
final class CategoricalActor implements Actor {
  private static final int[] NO_TOKENS = {};

  private final int rows;
  private final FlowPolicySpec spec;
  private final boolean likeliest;
  private final TokenNetwork.Actor network;
  private final AllowedTokens allowed;
  private final TokenDraw draw;
  private final ValueNetwork value;

  CategoricalActor(FlowPolicy policy, Acting acting, int rows) {
    TokenActor.refuseGuidance(acting);
    this.spec = policy.spec();
    this.rows = rows;
    this.likeliest = acting.likeliest();
    FlowModel model = policy.model();
    this.network = model.tokenNetwork(spec).inference(model.parameters(), rows);
    this.allowed = new AllowedTokens(spec.choices(), spec.observationSize());
    this.draw = new TokenDraw(rows * spec.actionSize(), spec.tokens().tokens());
    this.value = new ValueNetwork(policy, rows);
  }

  @Override
  public FlowSample newSample() {
    return new FlowSample(rows, spec);
  }

  @Override
  public void begin(long group) {}

  @Override
  public void act(float[] observations, RandomSource random, FlowSample out) {
    network.observe(observations);
    float[] logits = network.logits(0, 0, NO_TOKENS);
    draw.draw(logits, allowed.of(observations, rows), likeliest ? null : random);
    out.steps()[0] = 0;
    System.arraycopy(draw.logProbs(), 0, out.logProbs(), 0, draw.logProbs().length);
    for (int i = 0; i < draw.drawn().length; i++) {
      out.latentPath()[i] = draw.drawn()[i];
      out.actions()[i] = draw.drawn()[i];
    }
  }

  @Override
  public float[] values(float[] observations) {
    return value.of(observations);
  }
}

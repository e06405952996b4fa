package io.millrace.flow.policy;

import io.millrace.flow.discrete.AllowedTokens;
import io.millrace.flow.discrete.DiscreteSample;
import io.millrace.flow.discrete.DiscreteSampler;
import io.millrace.flow.discrete.TokenNetwork;
import io.millrace.flow.random.RandomSource;

/**
 * Acts with a policy of a discrete flow: an action is one token in each dimension. It always draws
 * its tokens, also in evaluation: the flow itself is random, and the most likely tokens would
 * follow another one.
 */
final class TokenActor implements Actor {
  private final int rows;
  private final int steps;
  private final int positions;
  private final FlowPolicySpec spec;
  private final TokenNetwork.Actor network;
  private final DiscreteSampler sampler;
  private final DiscreteSample walk;
  private final AllowedTokens allowed;
  private final ValueNetwork value;

  TokenActor(FlowPolicy policy, Acting acting, int rows) {
    refuseGuidance(acting);
    this.spec = policy.spec();
    this.rows = rows;
    this.steps = acting.flowSteps();
    this.positions = spec.actionSize();
    FlowModel model = policy.model();
    this.network = model.tokenNetwork(spec).inference(model.parameters(), rows);
    this.sampler = new DiscreteSampler(spec.tokens().path(), steps, rows, positions);
    this.walk = sampler.allocate();
    this.allowed = new AllowedTokens(spec.choices(), spec.observationSize());
    this.value = new ValueNetwork(policy, rows);
  }

  static void refuseGuidance(Acting acting) {
    if (acting.guidance() != Guidance.NONE) {
      throw new IllegalArgumentException(
          "expected no guidance of a discrete flow, guidance=" + acting.guidance());
    }
  }

  @Override
  public FlowSample newSample() {
    return new FlowSample(rows, spec, steps, steps, 0);
  }

  @Override
  public void begin(long group) {}

  @Override
  public void act(float[] observations, RandomSource random, FlowSample out) {
    network.observe(observations);
    sampler.sample(network, allowed.of(observations, rows), random, walk);
    System.arraycopy(walk.logProbs(), 0, out.logProbs(), 0, walk.logProbs().length);
    for (int k = 0; k < steps; k++) {
      out.steps()[k] = k;
    }
    for (int row = 0; row < rows; row++) {
      record(row, out);
    }
  }

  private void record(int row, FlowSample out) {
    for (int k = 0; k < steps; k++) {
      int at = (row * (steps + 1) + k) * positions;
      int drawn = (row * steps + k) * positions;
      int to = (row * steps + k) * 2 * positions;
      for (int i = 0; i < positions; i++) {
        out.latentPath()[to + i] = walk.tokens()[at + i];
        out.latentPath()[to + positions + i] = walk.targets()[drawn + i];
      }
    }
    for (int i = 0; i < positions; i++) {
      out.actions()[row * positions + i] = walk.outcome(row, i);
    }
  }

  @Override
  public float[] values(float[] observations) {
    return value.of(observations);
  }
}

package io.millrace.benchmarks.learner;

import io.millrace.benchmarks.measure.Work;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowActor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;

/** One action for one observation: noise, then the flow's steps. */
public final class OneAction implements Work {
  private final FlowActor actor;
  private final FlowSample sample;
  private final RandomSource random = new RandomSource(7);
  private final float[] observation = Shapes.gaussian(Shapes.OBSERVATION, 5);

  /**
   * @param width of both hidden layers
   */
  public OneAction(int width) {
    FlowPolicy policy = Shapes.policy(width);
    actor = new FlowActor(policy, Acting.exploring(policy), 1);
    sample = actor.newSample();
  }

  @Override
  public void once() {
    actor.act(observation, random, sample);
  }
}

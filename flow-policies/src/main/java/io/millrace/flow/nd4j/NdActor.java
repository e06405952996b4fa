package io.millrace.flow.nd4j;

import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Sampler;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A flow policy for those who hold their observations in ND4J: a batch in, a batch out. It copies
 * the weights when it is made, and belongs to one thread. The rollout worker acts by {@link Actor},
 * which copies nothing.
 */
public final class NdActor {
  private final FlowPolicy policy;
  private final Sampler sampler;
  private Actor actor;
  private FlowSample sample;

  /**
   * @param sampler the policy's own to explore, {@code Ode} to act without noise
   */
  public NdActor(FlowPolicy policy, Sampler sampler) {
    this.policy = policy;
    this.sampler = sampler;
  }

  /**
   * Samples an action for each row.
   *
   * @param observations [rows][observationSize], of a floating-point type; not changed
   * @param random start noise and transition noise
   * @return [rows][actionSize] of float32, in the environment's units; belongs to the caller
   * @throws IllegalArgumentException where the columns are not the observation's
   */
  public INDArray act(INDArray observations, RandomSource random) {
    float[] numbers = NdMatrices.floats(observations);
    int rows = (int) observations.size(0);
    int observed = policy.spec().observationSize();
    if (numbers.length != rows * observed) {
      throw new IllegalArgumentException(
          "expected observations of " + observed + " columns, got " + observations.size(1));
    }
    if (sample == null || sample.rows() != rows) {
      actor = Actor.of(policy, Acting.with(sampler, policy), rows);
      sample = actor.newSample();
    }
    actor.act(numbers, random, sample);
    return NdMatrices.of(sample.actions(), rows, policy.spec().actionSize());
  }
}

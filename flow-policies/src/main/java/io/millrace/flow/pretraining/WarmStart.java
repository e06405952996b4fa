package io.millrace.flow.pretraining;

import io.millrace.flow.meanflow.IntervalNetwork;
import io.millrace.flow.meanflow.OneStepTraining;
import io.millrace.flow.optimizer.CosineFit;
import io.millrace.flow.policy.Demonstrations;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;

/**
 * Trains a fresh policy on demonstrations, as {@link CosineFit} says: by velocities, mean
 * velocities, or the cross-entropy of tokens. A function of its arguments alone.
 *
 * @param steps optimizer steps
 * @param batch rows a step
 * @param learningRate of the first step
 * @param method what the flow network is fitted to
 */
public record WarmStart(int steps, int batch, double learningRate, PretrainingMethod method) {

  /** By flow matching. */
  public WarmStart(int steps, int batch, double learningRate) {
    this(steps, batch, learningRate, new PretrainingMethod.Velocities(0));
  }

  /** As {@link #train(FlowPolicySpec, Demonstrations, RandomSource, Listener)}, unheard. */
  public FlowPolicy train(FlowPolicySpec spec, Demonstrations data, RandomSource random) {
    return train(spec, data, random, (step, loss) -> {});
  }

  /** The policy that training begins with. */
  public static FlowPolicy untrained(FlowPolicySpec spec, RandomSource random) {
    return FlowPolicy.random(spec, random.split("weights"));
  }

  /**
   * The trained policy.
   *
   * @throws IllegalArgumentException where the method trains another kind of network than the
   *     policy has, or the demonstrations give a gradient that is not finite
   */
  public FlowPolicy train(
      FlowPolicySpec spec, Demonstrations data, RandomSource random, CosineFit.Listener listener) {
    if (!method.trains(spec.head())) {
      throw new IllegalArgumentException(
          "expected a policy whose flow network says " + method.head() + ", got " + spec.head());
    }
    FlowPolicy policy = untrained(spec, random);
    RandomSource draws = random.split("warm-start");
    if (method instanceof PretrainingMethod.MeanVelocities mean) {
      IntervalNetwork network =
          new IntervalNetwork(
              policy.model().flow(), policy.model().parameters(), mean.method().second());
      new OneStepTraining(steps, batch, learningRate, mean.method(), mean.dispersion())
          .train(network, data.observations(), normalized(spec, data), draws, listener);
    } else {
      fit(policy, data, draws, listener);
    }
    return policy;
  }

  private void fit(
      FlowPolicy policy, Demonstrations data, RandomSource draws, CosineFit.Listener listener) {
    PretrainingBatch rows = PretrainingBatch.of(batch, policy.spec(), method);
    new CosineFit(steps, learningRate)
        .run(
            policy.model().parameters(),
            tape -> {
              rows.draw(data, draws);
              return rows.loss(tape, policy.model());
            },
            listener);
  }

  /** The actions in the policy's own space. */
  private static float[] normalized(FlowPolicySpec spec, Demonstrations data) {
    int size = spec.actionSize();
    float[] actions = new float[data.count() * size];
    for (int i = 0; i < actions.length; i++) {
      int d = i % size;
      actions[i] = (data.actions()[i] - spec.actionCenter()[d]) / spec.actionScale()[d];
    }
    return actions;
  }
}

package io.millrace.flow.objective;

import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.Actor;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Decisions as a worker would record them, for tests of objectives. */
final class ActedRows {
  private ActedRows() {}

  /** Normal observations, advantages that alternate between 1 and -0.5. */
  static ActionBatch of(FlowPolicy policy, int rows, RandomSource random) {
    return of(policy, rows, random, (observations, more) -> {});
  }

  /** The same, of observations that are changed before the policy sees them. */
  static ActionBatch of(
      FlowPolicy policy, int rows, RandomSource random, BiConsumer<float[], RandomSource> change) {
    FlowPolicySpec spec = policy.spec();
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(
                rows,
                spec.actionSize(),
                spec.observationSize(),
                spec.pathPoints(),
                spec.likelihoods(),
                spec.recording().matchingPairs(),
                spec.creditUnits()),
            false,
            spec.has(PartSpec.VALUE));
    random.fillGaussian(batch.observation);
    change.accept(batch.observation, random);
    Actor actor = Actor.of(policy, Acting.exploring(policy), rows);
    FlowSample sample = actor.newSample();
    actor.begin(0);
    actor.act(batch.observation, random, sample);
    copy(sample.latentPath(), batch.path);
    copy(sample.logProbs(), batch.logProb);
    if (batch.pairs != null) {
      copy(sample.matchingPairs(), batch.pairs);
    }
    for (int i = 0; i < batch.step.length; i++) {
      batch.step[i] = sample.steps()[i % sample.steps().length];
    }
    if (batch.value != null) {
      copy(actor.values(batch.observation), batch.value);
    }
    for (int i = 0; i < rows; i++) {
      int last = batch.pathAt(i, spec.pathPoints() - 1);
      System.arraycopy(batch.path, last, batch.action, i * spec.actionSize(), spec.actionSize());
      batch.advantage[i] = i % 2 == 0 ? 1f : -0.5f;
    }
    return batch;
  }

  static LossScope scope(FlowPolicy policy, ActionBatch batch, Measurements measured) {
    return LossScope.of(
        new Tape(), policy, policy.model(), batch, new RandomSource(0), measured, 1);
  }

  /** The gradient of a loss by all weights. */
  static float[] gradient(Objective objective, FlowPolicy policy, ActionBatch batch) {
    float[] gradients = policy.model().parameters().gradients();
    Arrays.fill(gradients, 0f);
    LossScope scope = scope(policy, batch, new Measurements());
    scope.tape().backward(objective.loss(scope));
    return gradients.clone();
  }

  /** Moves every weight a little. */
  static void perturb(FlowPolicy policy, double size, RandomSource random) {
    float[] weights = policy.model().parameters().values();
    for (int i = 0; i < weights.length; i++) {
      weights[i] += (float) (size * random.nextGaussian());
    }
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}

package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * What a loss is computed from.
 *
 * @param tape to record on
 * @param spec the policy but its weights
 * @param sampler how it steps from noise to action
 * @param chain the steps of the recorded paths
 * @param model the networks that learn
 * @param reference the networks of the first version, which nobody changes
 * @param batch decisions to learn from
 * @param random the learner's own generator
 * @param measured what is worth knowing about the update
 * @param updates how many came before
 */
public record LossScope(
    Tape tape,
    FlowPolicySpec spec,
    Sampler sampler,
    Transition[] chain,
    FlowModel model,
    FlowModel reference,
    ActionBatch batch,
    RandomSource random,
    Measurements measured,
    long updates) {
  /** The scope of a first update. */
  public LossScope(
      Tape tape,
      FlowPolicySpec spec,
      Sampler sampler,
      Transition[] chain,
      FlowModel model,
      FlowModel reference,
      ActionBatch batch,
      RandomSource random,
      Measurements measured) {
    this(tape, spec, sampler, chain, model, reference, batch, random, measured, 0);
  }

  /** The scope of a policy that learns from what it did while it explored. */
  public static LossScope of(
      Tape tape,
      FlowPolicy policy,
      FlowModel reference,
      ActionBatch batch,
      RandomSource random,
      Measurements measured,
      long updates) {
    FlowPolicySpec spec = policy.spec();
    return new LossScope(
        tape,
        spec,
        policy.sampler(),
        policy.sampler().chain(spec.flowSteps(), spec.sampler().lastStep()),
        policy.model(),
        reference,
        batch,
        random,
        measured,
        updates);
  }

  /** The same on another tape, for some of the decisions. */
  LossScope on(Tape other, ActionBatch some) {
    return new LossScope(
        other, spec, sampler, chain, model, reference, some, random, measured, updates);
  }

  /** [n][1]: the advantage of each decision, as data. */
  public Value advantage() {
    return tape.input(batch.advantage, batch.rows(), 1);
  }

  /** [n][O]: what each decision saw, as data. */
  public Value observation() {
    return tape.input(batch.observation, batch.rows(), batch.observationSize());
  }

  /** The velocity of the networks that learn. */
  public Value velocity(Value input) {
    return model.flow().forward(tape, model.parameters(), input);
  }

  /** The velocity of the first version, as data. */
  public Value referenceVelocity(Value input) {
    return tape.stopGradient(reference.flow().forward(tape, reference.parameters(), input));
  }

  /** A part of the networks that learn. */
  public Value part(String name, Value input) {
    return model.part(name).forward(tape, model.parameters(), input);
  }
}

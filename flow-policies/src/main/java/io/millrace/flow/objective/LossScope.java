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
 * @param update number of the update that it belongs to, from 1 on
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
    long update) {
  /** The scope of the first update. */
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
    this(tape, spec, sampler, chain, model, reference, batch, random, measured, 1);
  }

  /** The scope of a policy that learns from what it did while it explored. */
  public static LossScope of(
      Tape tape,
      FlowPolicy policy,
      FlowModel reference,
      ActionBatch batch,
      RandomSource random,
      Measurements measured,
      long update) {
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
        update);
  }

  /** The same on another tape, for some of the decisions. */
  LossScope on(Tape other, ActionBatch some) {
    return new LossScope(
        other, spec, sampler, chain, model, reference, some, random, measured, update);
  }

  /** [n][1]: the advantage of each decision, as data. */
  public Value advantage() {
    return tape.input(batch.advantage, batch.rows(), 1);
  }

  /**
   * [rows][1]: the advantage of each decision, again and again until there are as many rows.
   *
   * @param normalize whether the batch's advantages get mean 0 and deviation 1
   */
  Value advantage(int rows, boolean normalize) {
    return Advantages.of(batch, normalize).value(tape, rows, 1);
  }

  /** [n][O]: what each decision saw, as data. */
  public Value observation() {
    return tape.input(batch.observation, batch.rows(), batch.observationSize());
  }

  /** The velocity of the networks that learn. */
  public Value velocity(Value input) {
    return model.flow().forward(tape, model.parameters(), input);
  }

  /**
   * The velocity of the first version, as data.
   *
   * @throws IllegalArgumentException where there is none to compare with
   */
  public Value referenceVelocity(Value input) {
    if (reference == null) {
      throw new IllegalArgumentException("expected a reference to compare with, got none");
    }
    return tape.stopGradient(reference.flow().forward(tape, reference.parameters(), input));
  }

  /** A part of the networks that learn. */
  public Value part(String name, Value input) {
    return model.part(name).forward(tape, model.parameters(), input);
  }
}

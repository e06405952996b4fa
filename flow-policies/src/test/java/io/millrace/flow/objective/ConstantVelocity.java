package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A policy whose velocity is a bias, and batches of ways that it went. No observations. */
final class ConstantVelocity {
  final FlowPolicy policy;
  final Transition[] chain;

  ConstantVelocity(SamplerSpec sampler, int flowSteps, float... velocity) {
    int d = velocity.length;
    this.policy =
        FlowPolicy.random(
            new FlowPolicySpec(
                0, d, List.of(), "silu", flowSteps, sampler, new float[d], new float[d]),
            new RandomSource(1));
    Arrays.fill(policy.model().parameters().values(), 0f);
    set(bias(), velocity);
    this.chain = policy.sampler().chain(flowSteps, sampler.lastStep());
  }

  private Parameters.Slice bias() {
    return policy.model().velocity().heads().get(0).layers().get(0).bias();
  }

  void set(Parameters.Slice slice, float... numbers) {
    policy.model().parameters().write(slice, numbers);
  }

  /** Room for decisions, whose draws belong to the first steps. */
  ActionBatch batch(int rows) {
    FlowPolicySpec spec = policy.spec();
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(
                rows, spec.actionSize(), 0, spec.pathPoints(), spec.likelihoods(), 0),
            false,
            false);
    Arrays.setAll(batch.step, i -> i % spec.likelihoods());
    return batch;
  }

  /** What a loss measures; its gradient is left in the policy's parameters. */
  Map<String, Double> measure(Objective objective, ActionBatch batch) {
    Arrays.fill(policy.model().parameters().gradients(), 0f);
    Measurements measured = new Measurements();
    Tape tape = new Tape();
    tape.backward(
        objective.loss(
            LossScope.of(tape, policy, policy.model(), batch, new RandomSource(1), measured, 1)));
    return measured.values();
  }

  float[] gradient() {
    return policy.model().parameters().readGradient(bias());
  }
}

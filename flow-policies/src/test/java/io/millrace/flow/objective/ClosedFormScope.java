package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Tape;
import java.util.Arrays;
import java.util.List;

/** Policies of a few weights, batches of bare actions, and the scope of a loss over them. */
final class ClosedFormScope {
  private ClosedFormScope() {}

  /** A policy without observation whose flow network has these hidden layers; all weights 0. */
  static FlowPolicy policy(int size, List<Integer> hidden, PartSpec... parts) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            0,
            size,
            hidden,
            "silu",
            4,
            SamplerSpec.ODE,
            new float[size],
            filled(size, 1),
            null,
            1,
            null,
            null,
            List.of(parts));
    FlowPolicy policy = FlowPolicy.random(spec, new RandomSource(1));
    Arrays.fill(policy.model().parameters().values(), 0);
    return policy;
  }

  /** Decisions of one group and one time step. */
  static ActionBatch actions(int size, float... actions) {
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(actions.length / size, size, 0, 0, 0, 0), false, false);
    System.arraycopy(actions, 0, batch.action, 0, actions.length);
    return batch;
  }

  static LossScope scope(
      FlowPolicy policy,
      FlowPolicy reference,
      ActionBatch batch,
      RandomSource random,
      long update) {
    return LossScope.of(
        new Tape(), policy, reference.model(), batch, random, new Measurements(), update);
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }
}

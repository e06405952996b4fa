package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.LossScope;
import io.millrace.flow.objective.Measurements;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A loss on a case's numbers: one decision, or several, on a grid of the case's own. */
final class LossCase {
  private final Tape tape = new Tape();
  private final FlowModel model;
  private final FlowModel reference;
  private final FlowPolicySpec policy;
  private final Sampler sampler;
  private final Transition[] chain;
  private final ActionBatch batch;

  /**
   * @param reference null where the objective has none
   * @param spec of the sampler of the recorded steps
   * @param tau the grid of the recorded points; empty where there are none
   */
  LossCase(
      FlowModel model, FlowModel reference, SamplerSpec spec, double[] tau, ActionBatch batch) {
    this(model, reference, policy(spec, tau, batch), chain(spec.create(), tau), batch);
  }

  /** Of a policy whose steps are the spec's own. */
  LossCase(
      FlowModel model,
      FlowModel reference,
      FlowPolicySpec policy,
      Transition[] chain,
      ActionBatch batch) {
    this.model = model;
    this.reference = reference;
    this.policy = policy;
    this.sampler = policy.sampler().create();
    this.chain = chain;
    this.batch = batch;
  }

  private static FlowPolicySpec policy(SamplerSpec spec, double[] tau, ActionBatch batch) {
    int size = batch.actionSize();
    return new FlowPolicySpec(
        batch.observationSize(),
        size,
        List.of(),
        "silu",
        Math.max(1, tau.length - 1),
        spec,
        new float[size],
        new float[size]);
  }

  private static Transition[] chain(Sampler sampler, double[] tau) {
    Transition[] chain = new Transition[Math.max(0, tau.length - 1)];
    Arrays.setAll(chain, k -> sampler.transition(tau[k], tau[k + 1]));
    return chain;
  }

  /** Room for one decision with a chain of this many points, all of whose steps have draws. */
  static ActionBatch oneDecision(int points, int size, int observed, boolean means, int pairs) {
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(1, size, observed, points, points - 1, pairs), means, false);
    Arrays.setAll(batch.step, k -> k);
    return batch;
  }

  /** Loss, gradients, and what of the given names the objective measured. */
  ObjectNode run(Objective objective, String... measurements) {
    return run(objective::loss, measurements);
  }

  /** The same of a loss at places of the case's own. */
  ObjectNode run(Function<LossScope, Value> objective, String... measurements) {
    Measurements measured = new Measurements();
    Value loss = objective.apply(scope(measured));
    tape.backward(loss);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.put("loss", (double) loss.item());
    Networks.writeGradients(model, outputs);
    for (String name : measurements) {
      Double value = measured.values().get(name);
      if (value != null) {
        outputs.put(name, value);
      }
    }
    return outputs;
  }

  private LossScope scope(Measurements measured) {
    return new LossScope(
        tape, policy, sampler, chain, model, reference, batch, new RandomSource(0), measured);
  }
}

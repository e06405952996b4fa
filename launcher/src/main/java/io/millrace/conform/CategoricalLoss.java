package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.Fudoki;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.Ppo;
import io.millrace.flow.objective.RatioUnit;
import io.millrace.flow.objective.ValueError;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.sampler.Transition;
import java.util.Arrays;
import java.util.List;

/**
 * {@code objective.loss} of {@code categorical-ppo} and {@code categorical-fudoki}, which are
 * {@code ppo} and {@code fudoki} with a categorical policy: several decisions of one draw at each
 * of P positions, without a value network.
 *
 * <pre>
 * options: clip, choices[P], masked = 0 | 1;
 *          ppo: entropy, normalizeAdvantages = 0 | 1;  fudoki: kl
 * inputs:  network reads the observation and gives P times the most choices logits, reference,
 *          observation[B][O], with masks the last sum of choices of it; drawn[B][P],
 *          oldLogProb[B][P], advantage[B]
 * </pre>
 */
final class CategoricalLoss {
  private CategoricalLoss() {}

  static ObjectNode ppo(CaseFields plugin, CaseFields inputs) {
    return run(
        new Ppo(
            plugin.number("clip"),
            plugin.number("entropy", 0),
            ValueError.NONE,
            plugin.number("normalizeAdvantages", 0) == 1),
        plugin,
        inputs);
  }

  static ObjectNode fudoki(CaseFields plugin, CaseFields inputs) {
    return run(
        new Fudoki(plugin.number("clip"), plugin.number("kl", 0), RatioUnit.DECISION),
        plugin,
        inputs);
  }

  private static ObjectNode run(Objective objective, CaseFields plugin, CaseFields inputs) {
    Choices choices =
        new Choices(
            Arrays.stream(plugin.vector("choices")).mapToObj(n -> (int) n).toList(),
            plugin.number("masked", 0) == 1);
    double[][] observation = inputs.matrix("observation");
    int observed = observation[0].length;
    FlowPolicySpec policy =
        FlowPolicySpec.categorical(observed, List.of(), "tanh", choices, List.of());
    return new LossCase(
            Networks.read(inputs.object("network")),
            inputs.has("reference") ? Networks.read(inputs.object("reference")) : null,
            policy,
            new Transition[0],
            batch(inputs, observation, choices.positions()))
        .run(objective, "entropy");
  }

  private static ActionBatch batch(CaseFields inputs, double[][] observation, int positions) {
    int rows = observation.length;
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(rows, positions, observation[0].length, 1, 1, 0), false, false);
    copy(CaseFields.flatten(observation), batch.observation, "observation");
    copy(CaseFields.flatten(inputs.matrix("drawn")), batch.path, "drawn");
    copy(CaseFields.flatten(inputs.matrix("oldLogProb")), batch.logProb, "oldLogProb");
    copy(inputs.floats("advantage"), batch.advantage, "advantage");
    return batch;
  }

  private static void copy(float[] from, float[] to, String name) {
    if (from.length != to.length) {
      throw new ConformanceException(
          "inputs.%s: expected %d numbers, got %d".formatted(name, to.length, from.length));
    }
    System.arraycopy(from, 0, to, 0, to.length);
  }
}

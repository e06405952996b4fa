package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.discrete.TokenSpec;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.Fudoki;
import io.millrace.flow.objective.RatioUnit;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.sampler.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code objective.loss} of {@code fudoki}: one decision, a walk of K steps.
 *
 * <pre>
 * options: clip, kl, ratio = step | decision, vocabulary S, time = 1 where the network reads tau
 * inputs:  network reads concat(one-hot tokens, (tau), observation), reference,
 *          tokens[K][P], drawn[K][P], oldLogProb[K] summed over positions, observation[O], advantage
 * </pre>
 */
final class FudokiLoss {
  private FudokiLoss() {}

  static ObjectNode run(CaseFields plugin, CaseFields inputs) {
    RatioUnit ratio = RatioUnit.valueOf(plugin.text("ratio").toUpperCase(Locale.ROOT));
    Fudoki objective = new Fudoki(plugin.number("clip"), plugin.number("kl", 0), ratio);
    double[][] tokens = inputs.matrix("tokens");
    double[][] drawn = inputs.matrix("drawn");
    float[] observation = inputs.floats("observation");
    int steps = tokens.length;
    int positions = tokens[0].length;
    TokenSpec spec =
        new TokenSpec(
            (int) plugin.number("vocabulary"), List.of(), 0, 0, plugin.number("time", 0) == 1);
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(1, positions, observation.length, 2 * steps, steps, 0),
            false,
            false);
    Arrays.setAll(batch.step, k -> k);
    System.arraycopy(observation, 0, batch.observation, 0, observation.length);
    float[] old = inputs.floats("oldLogProb");
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < positions; i++) {
        batch.path[batch.pathAt(0, 2 * k) + i] = (float) tokens[k][i];
        batch.path[batch.pathAt(0, 2 * k + 1) + i] = (float) drawn[k][i];
      }
      batch.logProb[k * positions] = old[k];
    }
    batch.advantage[0] = (float) inputs.number("advantage");
    return new LossCase(
            Networks.read(inputs.object("network")),
            inputs.has("reference") ? Networks.read(inputs.object("reference")) : null,
            FlowPolicySpec.ofTokens(
                observation.length, positions, List.of(), "silu", steps, spec, List.of()),
            new Transition[0],
            batch)
        .run(objective);
  }
}

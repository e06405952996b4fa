package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.FlowMatching;
import io.millrace.flow.objective.KlPenalty;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code objective.loss}: a loss and its gradient by a network's weights. */
final class ObjectiveLoss implements Operation {
  private static final Map<String, Operation> OBJECTIVES =
      new TreeMap<>(
          Map.of(
              "flow-grpo", ObjectiveLoss::flowGrpo,
              "flow-matching", ObjectiveLoss::flowMatching,
              "fudoki", FudokiLoss::run,
              "pi-flow", PiFlowLoss::run));

  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    String id = plugin.text("id");
    Operation objective = OBJECTIVES.get(id);
    if (objective == null) {
      throw new ConformanceException(
          "no objective \"" + id + "\"; known: " + String.join(", ", OBJECTIVES.keySet()));
    }
    return objective.run(plugin, inputs);
  }

  private static ObjectNode flowGrpo(CaseFields plugin, CaseFields inputs) {
    SamplerSpec sampler = SamplerTransition.spec(plugin.object("sampler"));
    LogProbReduction reduction =
        LogProbReduction.valueOf(plugin.text("logProbReduction").toUpperCase(Locale.ROOT));
    FlowGrpo objective =
        new FlowGrpo(plugin.number("clip"), plugin.number("kl", 0), KlPenalty.EXACT, reduction);
    FlowModel reference =
        inputs.has("reference") ? Networks.read(inputs.object("reference")) : null;
    return new LossCase(
            Networks.read(inputs.object("network")),
            reference,
            sampler,
            inputs.vector("tau"),
            decision(inputs, reduction))
        .run(objective);
  }

  private static ActionBatch decision(CaseFields inputs, LogProbReduction reduction) {
    double[][] points = inputs.matrix("chain");
    double[] reduced = inputs.vector("oldLogProb");
    float[] observation = inputs.floats("observation");
    int size = points[0].length;
    ActionBatch batch = LossCase.oneDecision(points.length, size, observation.length, false, 0);
    System.arraycopy(CaseFields.flatten(points), 0, batch.path, 0, batch.path.length);
    System.arraycopy(observation, 0, batch.observation, 0, observation.length);
    for (int k = 0; k < reduced.length; k++) {
      batch.logProb[k * size] =
          (float) (reduction == LogProbReduction.SUM ? reduced[k] : reduced[k] * size);
    }
    batch.advantage[0] = (float) inputs.number("advantage");
    return batch;
  }

  private static ObjectNode flowMatching(CaseFields plugin, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    Tape tape = new Tape();
    Value loss =
        FlowMatching.loss(
            tape,
            model,
            CaseFields.flatten(inputs.matrix("noise")),
            CaseFields.flatten(inputs.matrix("action")),
            inputs.floats("tau"),
            CaseFields.flatten(inputs.matrix("observation")));
    return backward(tape, loss, model);
  }

  private static ObjectNode backward(Tape tape, Value loss, FlowModel model) {
    tape.backward(loss);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.put("loss", (double) loss.item());
    Networks.writeGradients(model, outputs);
    return outputs;
  }
}

package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.FlowGrpo;
import io.millrace.flow.objective.FlowMatching;
import io.millrace.flow.objective.LogProbReduction;
import io.millrace.flow.objective.Measurements;
import io.millrace.flow.objective.TransitionBatch;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Locale;
import java.util.Map;

/** {@code objective.loss}: a loss and its gradient by a network's weights. */
final class ObjectiveLoss implements Operation {
  private static final Map<String, Operation> OBJECTIVES =
      Map.of("flow-grpo", ObjectiveLoss::flowGrpo, "flow-matching", ObjectiveLoss::flowMatching);

  @Override
  public ObjectNode run(CaseFields plugin, CaseFields inputs) {
    String id = plugin.text("id");
    Operation objective = OBJECTIVES.get(id);
    if (objective == null) {
      throw new ConformanceException(
          "no objective \"" + id + "\"; known: flow-grpo, flow-matching");
    }
    return objective.run(plugin, inputs);
  }

  private static ObjectNode flowGrpo(CaseFields plugin, CaseFields inputs) {
    Sampler sampler = SamplerTransition.sampler(plugin.object("sampler"));
    LogProbReduction reduction =
        LogProbReduction.valueOf(plugin.text("logProbReduction").toUpperCase(Locale.ROOT));
    FlowGrpo objective = new FlowGrpo(plugin.number("clip"), plugin.number("kl", 0), reduction);
    FlowModel model = Networks.read(inputs.object("network"));
    TransitionBatch rows = rows(inputs, sampler, reduction);
    if (inputs.has("reference")) {
      FlowModel reference = Networks.read(inputs.object("reference"));
      Forward velocity = reference.velocity().inference(reference.parameters(), rows.rows());
      rows.fillVelocityInput(velocity.input());
      rows.setReferenceVelocity(velocity.run());
    }
    Tape tape = new Tape();
    return backward(tape, objective.loss(tape, model, sampler, rows, new Measurements()), model);
  }

  private static TransitionBatch rows(
      CaseFields inputs, Sampler sampler, LogProbReduction reduction) {
    double[] tau = inputs.vector("tau");
    double[][] chain = inputs.matrix("chain");
    double[] reduced = inputs.vector("oldLogProb");
    float[] observation = inputs.floats("observation");
    float advantage = (float) inputs.number("advantage");
    int size = chain[0].length;
    float[] path = CaseFields.flatten(chain);
    TransitionBatch rows = new TransitionBatch(tau.length - 1, size, observation.length);
    for (int k = 0; k < rows.rows(); k++) {
      float[] perDimension = new float[size];
      perDimension[0] =
          (float) (reduction == LogProbReduction.SUM ? reduced[k] : reduced[k] * size);
      rows.set(
          k,
          sampler.transition(tau[k], tau[k + 1]),
          path,
          k * size,
          (k + 1) * size,
          observation,
          0,
          perDimension,
          0,
          advantage);
    }
    return rows;
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

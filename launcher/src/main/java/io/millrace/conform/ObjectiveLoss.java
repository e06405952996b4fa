package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.FlowMatching;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Map;
import java.util.TreeMap;

/** {@code objective.loss}: a loss and its gradient by a network's weights. */
final class ObjectiveLoss implements Operation {
  private static final Map<String, Operation> OBJECTIVES = new TreeMap<>();

  static {
    OBJECTIVES.put("ac-flow", MatchingLosses::acFlow);
    OBJECTIVES.put("categorical-fudoki", CategoricalLoss::fudoki);
    OBJECTIVES.put("categorical-ppo", CategoricalLoss::ppo);
    OBJECTIVES.put("dispersive", IntervalLosses::dispersive);
    OBJECTIVES.put("dmpo", DecisionLosses::dmpo);
    OBJECTIVES.put("fa-grpo", DecisionLosses::faGrpo);
    OBJECTIVES.put("flash-dmd", DecisionLosses::flashDmd);
    OBJECTIVES.put("flow-cps", StepRatioLoss::flowCps);
    OBJECTIVES.put("flow-dpo", MatchingLosses::flowDpo);
    OBJECTIVES.put("flow-grpo", StepRatioLoss::flowGrpo);
    OBJECTIVES.put("flow-matching", ObjectiveLoss::flowMatching);
    OBJECTIVES.put("flow-nrg", MatchingLosses::flowNrg);
    OBJECTIVES.put("flow-rwr", MatchingLosses::flowRwr);
    OBJECTIVES.put("fpo", OnPolicyLoss::fpo);
    OBJECTIVES.put("fpo-plus-plus", OnPolicyLoss::fpoPlusPlus);
    OBJECTIVES.put("fudoki", FudokiLoss::run);
    OBJECTIVES.put("gorl", DecisionLosses::gorl);
    OBJECTIVES.put("grpo-guard", StepRatioLoss::grpoGuard);
    OBJECTIVES.put("improved-mean-flow", IntervalLosses::improvedMeanFlow);
    OBJECTIVES.put("mean-flow", IntervalLosses::meanFlow);
    OBJECTIVES.put("mp1", IntervalLosses::mp1);
    OBJECTIVES.put("pi-flow", PiFlowLoss::run);
    OBJECTIVES.put("pi-rl", DecisionLosses::piRl);
    OBJECTIVES.put("ppo", DecisionLosses::ppo);
    OBJECTIVES.put("reinflow", OnPolicyLoss::reinFlow);
    OBJECTIVES.put("shortcut", IntervalLosses::shortcut);
    OBJECTIVES.put("tempflow-grpo", StepRatioLoss::tempFlowGrpo);
    OBJECTIVES.put("video-reward", VideoRewardLoss::run);
  }

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

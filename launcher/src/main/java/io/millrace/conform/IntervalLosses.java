package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.meanflow.AdaptiveWeight;
import io.millrace.flow.meanflow.Dispersive;
import io.millrace.flow.meanflow.DyadicSteps;
import io.millrace.flow.meanflow.IntervalBatch;
import io.millrace.flow.meanflow.IntervalNetwork;
import io.millrace.flow.meanflow.MeanFlowVariant;
import io.millrace.flow.meanflow.OneStepMethod;
import io.millrace.flow.meanflow.TimePairs;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** Losses of networks that know mean velocities over intervals, on given rows and times. */
final class IntervalLosses {
  private static final double OFFSET = 1e-3;

  private IntervalLosses() {}

  static ObjectNode meanFlow(CaseFields plugin, CaseFields inputs) {
    return mean(new MeanFlowVariant.Original(), plugin, inputs);
  }

  static ObjectNode improvedMeanFlow(CaseFields plugin, CaseFields inputs) {
    return mean(new MeanFlowVariant.Improved(), plugin, inputs);
  }

  static ObjectNode mp1(CaseFields plugin, CaseFields inputs) {
    boolean nullCondition = plugin.number("nullCondition", 0) != 0;
    return mean(
        new MeanFlowVariant.Guided(plugin.number("guidance"), nullCondition, 0), plugin, inputs);
  }

  static ObjectNode shortcut(CaseFields plugin, CaseFields inputs) {
    int halvings = (int) plugin.number("halvings", DyadicSteps.STANDARD.halvings());
    return run(new OneStepMethod.Shortcut(new DyadicSteps(0, halvings)), inputs);
  }

  private static ObjectNode mean(MeanFlowVariant variant, CaseFields plugin, CaseFields inputs) {
    AdaptiveWeight weight = new AdaptiveWeight(plugin.number("power", 0), OFFSET);
    return run(new OneStepMethod.MeanFlow(TimePairs.STANDARD, variant, weight), inputs);
  }

  private static ObjectNode run(OneStepMethod method, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    IntervalNetwork network =
        new IntervalNetwork(model.flow(), model.parameters(), method.second());
    IntervalBatch batch =
        new IntervalBatch(
            CaseFields.flatten(inputs.matrix("noise")),
            CaseFields.flatten(inputs.matrix("action")),
            inputs.floats("tau"),
            inputs.floats("tauNext"),
            CaseFields.flatten(inputs.matrix("observation")));
    Tape tape = new Tape();
    Value loss = tape.mean(method.lossOf(network, batch.rows()).perRow(tape, batch));
    return backward(tape, loss, model);
  }

  static ObjectNode dispersive(CaseFields plugin, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    double[][] x = inputs.matrix("x");
    Tape tape = new Tape();
    Value input = tape.input(CaseFields.flatten(x), x.length, x[0].length);
    Value features = model.flow().forward(tape, model.parameters(), input);
    return backward(tape, form(plugin).loss(tape, features), model);
  }

  private static Dispersive form(CaseFields plugin) {
    String type = plugin.text("type");
    return switch (type) {
      case "infonce-l2" -> new Dispersive.InfoNceL2(plugin.number("temperature"));
      case "infonce-cos" -> new Dispersive.InfoNceCosine(plugin.number("temperature"), false);
      case "hinge" -> new Dispersive.Hinge(plugin.number("margin"), true);
      case "covariance" -> new Dispersive.Covariance(false);
      case "mp1" -> Dispersive.InfoNceL2.MP1;
      default ->
          throw new ConformanceException(
              "no dispersion \""
                  + type
                  + "\"; known: covariance, hinge, infonce-cos, infonce-l2, mp1");
    };
  }

  private static ObjectNode backward(Tape tape, Value loss, FlowModel model) {
    tape.backward(loss);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.put("loss", (double) loss.item());
    Networks.writeGradients(model, outputs);
    return outputs;
  }
}

package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.AcFlow;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.FlowDpo;
import io.millrace.flow.objective.FlowNrg;
import io.millrace.flow.objective.FlowRwr;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.List;

/**
 * {@code objective.loss} of objectives that regress on actions, at places between noise and action.
 */
final class MatchingLosses {
  private MatchingLosses() {}

  static ObjectNode flowDpo(CaseFields plugin, CaseFields inputs) {
    FlowDpo objective = new FlowDpo(plugin.number("beta"), 1, 1);
    float[] observation = inputs.floats("observation");
    ActionBatch winner = actions(new float[][] {inputs.floats("winner")}, observation);
    ActionBatch loser = actions(new float[][] {inputs.floats("loser")}, observation);
    float[] noise = inputs.floats("noise");
    float[] tau = {(float) inputs.number("tau")};
    FlowModel reference = Networks.read(inputs.object("reference"));
    return lossCase(inputs, reference, winner)
        .run(scope -> objective.loss(scope, winner, loser, noise, tau));
  }

  static ObjectNode flowRwr(CaseFields plugin, CaseFields inputs) {
    FlowRwr objective = new FlowRwr(plugin.number("temperature"), 1);
    ActionBatch rows = rewarded(inputs);
    float[] noise = CaseFields.flatten(inputs.matrix("noise"));
    float[] tau = inputs.floats("tau");
    return lossCase(inputs, null, rows).run(scope -> objective.loss(scope, rows, noise, tau));
  }

  /** One draw a row; {@code warmUp: 1} for an update in which the critic learns alone. */
  static ObjectNode acFlow(CaseFields plugin, CaseFields inputs) {
    AcFlow objective =
        new AcFlow(
            plugin.number("temperature"),
            plugin.number("alpha"),
            plugin.number("clip"),
            (int) plugin.number("warmUp", 0),
            1,
            List.of());
    ActionBatch rows = rewarded(inputs);
    float[] noise = CaseFields.flatten(inputs.matrix("noise"));
    float[] tau = inputs.floats("tau");
    FlowModel reference =
        inputs.has("reference") ? Networks.read(inputs.object("reference")) : null;
    return of(Networks.policy(inputs, PartSpec.CRITIC), reference, rows)
        .run(scope -> objective.loss(scope, rows, noise, tau), "critic-error");
  }

  /** One draw a row. */
  static ObjectNode flowNrg(CaseFields plugin, CaseFields inputs) {
    FlowNrg objective = new FlowNrg(plugin.number("temperature"), 1, List.of());
    ActionBatch rows = rewarded(inputs);
    float[] noise = CaseFields.flatten(inputs.matrix("noise"));
    float[] tau = inputs.floats("tau");
    return of(Networks.policy(inputs, PartSpec.REWARD), null, rows)
        .run(scope -> objective.loss(scope, rows, noise, tau));
  }

  private static ActionBatch rewarded(CaseFields inputs) {
    ActionBatch rows =
        actions(rows(inputs.matrix("action")), CaseFields.flatten(inputs.matrix("observation")));
    System.arraycopy(inputs.floats("reward"), 0, rows.advantage, 0, rows.rows());
    return rows;
  }

  private static LossCase lossCase(CaseFields inputs, FlowModel reference, ActionBatch batch) {
    return of(Networks.read(inputs.object("network")), reference, batch);
  }

  private static LossCase of(FlowModel model, FlowModel reference, ActionBatch batch) {
    return new LossCase(model, reference, SamplerSpec.ODE, new double[0], batch);
  }

  private static float[][] rows(double[][] matrix) {
    float[][] rows = new float[matrix.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = CaseFields.narrow(matrix[i]);
    }
    return rows;
  }

  /** Decisions of which nothing but the action was recorded. */
  private static ActionBatch actions(float[][] action, float[] observation) {
    int n = action.length;
    int size = action[0].length;
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(n, size, observation.length / n, 0, 0, 0), false, false);
    for (int i = 0; i < n; i++) {
      System.arraycopy(action[i], 0, batch.action, i * size, size);
    }
    System.arraycopy(observation, 0, batch.observation, 0, observation.length);
    return batch;
  }
}

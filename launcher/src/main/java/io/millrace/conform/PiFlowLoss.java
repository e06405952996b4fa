package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.objective.ActionBatch;
import io.millrace.flow.objective.LossScope;
import io.millrace.flow.objective.Objective;
import io.millrace.flow.objective.PiFlow;
import io.millrace.flow.piflow.Segment;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Value;
import java.util.List;
import java.util.Map;

/**
 * {@code objective.loss} of {@code pi-flow} for given draws.
 *
 * <pre>
 * options: components K, evaluations (segments of equal length), substeps, window
 * inputs:  network, the student, and reference, the teacher, read concat(x, tau, observation);
 *          start[B][D], segment[B], count[states][B], observation[B][O]
 * </pre>
 */
final class PiFlowLoss {
  private PiFlowLoss() {}

  static ObjectNode run(CaseFields plugin, CaseFields inputs) {
    double[][] start = inputs.matrix("start");
    double[][] count = inputs.matrix("count");
    double[][] observation = inputs.matrix("observation");
    int evaluations = (int) plugin.number("evaluations");
    PiFlow objective =
        new PiFlow(
            (int) plugin.number("components"),
            evaluations,
            (int) plugin.number("substeps"),
            (int) plugin.number("window"),
            count.length,
            0,
            List.of(),
            "silu");
    ActionBatch batch =
        new ActionBatch(
            new ActionBatch.Shape(start.length, start[0].length, observation[0].length, 1, 0, 0),
            false,
            false);
    System.arraycopy(
        CaseFields.flatten(observation), 0, batch.observation, 0, batch.observation.length);
    FlowModel student = Networks.read(inputs.object("network"));
    return new LossCase(
            new FlowModel(
                student.parameters(),
                student.velocity(),
                null,
                Map.of(PartSpec.STUDENT, student.velocity())),
            Networks.read(inputs.object("reference")),
            SamplerSpec.ODE,
            new double[0],
            batch)
        .run(
            new Fixed(
                objective,
                new PiFlow.Draws(
                    segments(inputs.vector("segment"), evaluations),
                    CaseFields.flatten(start),
                    whole(count))));
  }

  private static Segment[] segments(double[] number, int evaluations) {
    Segment[] chain = Segment.chain(evaluations, 1, 1);
    Segment[] segments = new Segment[number.length];
    for (int i = 0; i < number.length; i++) {
      segments[i] = chain[(int) number[i]];
    }
    return segments;
  }

  private static int[][] whole(double[][] numbers) {
    int[][] whole = new int[numbers.length][numbers[0].length];
    for (int i = 0; i < numbers.length; i++) {
      for (int j = 0; j < numbers[i].length; j++) {
        whole[i][j] = (int) numbers[i][j];
      }
    }
    return whole;
  }

  /** The objective with nothing left to chance. */
  private record Fixed(PiFlow objective, PiFlow.Draws draws) implements Objective {
    @Override
    public String id() {
      return objective.id();
    }

    @Override
    public Value loss(LossScope scope) {
      return objective.loss(scope, draws);
    }
  }
}

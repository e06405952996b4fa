package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.preference.BradleyTerryTies;
import io.millrace.flow.preference.BradleyTerryTies.Label;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * {@code objective.loss} of {@code video-reward}: what a reward model learns from comparisons, with
 * the gradients by the rewards of both sides, which a model's own gradients follow from.
 *
 * <pre>
 * options: theta
 * inputs:  first[rows][columns], second[rows][columns], rewards,
 *          labels[rows][columns], 1 for the first, -1 for the second, 0 for a tie
 * outputs: loss, gradFirst[rows][columns], gradSecond[rows][columns]
 * </pre>
 */
final class VideoRewardLoss {
  private VideoRewardLoss() {}

  static ObjectNode run(CaseFields plugin, CaseFields inputs) {
    BradleyTerryTies model = new BradleyTerryTies(plugin.number("theta"));
    double[][] first = inputs.matrix("first");
    double[][] second = inputs.matrix("second");
    double[][] said = inputs.matrix("labels");
    int rows = first.length;
    int columns = first[0].length;
    checkSize("second", second, rows, columns);
    checkSize("labels", said, rows, columns);
    Tape tape = new Tape();
    Value a = tape.variable(CaseFields.flatten(first), rows, columns);
    Value b = tape.variable(CaseFields.flatten(second), rows, columns);
    Value loss = model.loss(tape, a, b, labels(CaseFields.flatten(said)));
    tape.backward(loss);
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.put("loss", (double) loss.item());
    outputs.set("gradFirst", Outputs.matrix(a.gradient(), 0, rows, columns));
    outputs.set("gradSecond", Outputs.matrix(b.gradient(), 0, rows, columns));
    return outputs;
  }

  private static Label[] labels(float[] said) {
    Label[] labels = new Label[said.length];
    for (int i = 0; i < labels.length; i++) {
      if (said[i] != 1 && said[i] != 0 && said[i] != -1) {
        throw new ConformanceException(
            "inputs.labels: expected 1, -1 or 0, got " + said[i] + " at " + i);
      }
      labels[i] = said[i] == 0 ? Label.TIE : said[i] > 0 ? Label.FIRST : Label.SECOND;
    }
    return labels;
  }

  private static void checkSize(String name, double[][] matrix, int rows, int columns) {
    if (matrix.length != rows || matrix[0].length != columns) {
      throw new ConformanceException(
          "inputs.%s: expected %d x %d as first, got %d x %d"
              .formatted(name, rows, columns, matrix.length, matrix[0].length));
    }
  }
}

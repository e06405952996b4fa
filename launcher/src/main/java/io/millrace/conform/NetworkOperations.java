package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.flow.network.Network;
import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.DualFunction;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/** {@code network.*}: a network's outputs, and its Jacobian from both sides. */
final class NetworkOperations {
  private NetworkOperations() {}

  /** {@code network.forward}: y of x. */
  static ObjectNode forward(CaseFields plugin, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    Network network = model.velocity();
    double[][] x = matrix(inputs, "x", network.in());
    BatchFunction forward = network.inference(model.parameters(), x.length);
    fill(forward.input(), x);
    return outputs("y", forward.run(), x.length);
  }

  /** {@code network.vjp}: the gradients of sum(y gradY) by x, weights and biases. */
  static ObjectNode vjp(CaseFields plugin, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    Network network = model.velocity();
    double[][] x = matrix(inputs, "x", network.in());
    double[][] gradY = matrix(inputs, "gradY", network.out());
    checkRows("gradY", gradY, x);
    Tape tape = new Tape();
    Value input = tape.variable(CaseFields.flatten(x), x.length, network.in());
    Value y = network.forward(tape, model.parameters(), input);
    tape.backward(y, CaseFields.flatten(gradY));
    ObjectNode outputs = outputs("gradX", input.gradient(), x.length);
    Networks.writeGradients(model, outputs);
    return outputs;
  }

  /** {@code network.jvp}: y of x, and how y moves when x moves along tangentX. */
  static ObjectNode jvp(CaseFields plugin, CaseFields inputs) {
    FlowModel model = Networks.read(inputs.object("network"));
    Network network = model.velocity();
    double[][] x = matrix(inputs, "x", network.in());
    double[][] tangent = matrix(inputs, "tangentX", network.in());
    checkRows("tangentX", tangent, x);
    DualFunction jvp = network.jvp(model.parameters(), x.length);
    fill(jvp.input(), x);
    fill(jvp.inputTangent(), tangent);
    jvp.run(x.length);
    ObjectNode outputs = outputs("y", jvp.output(), x.length);
    outputs.set("tangentY", rows(jvp.outputTangent(), x.length));
    return outputs;
  }

  private static double[][] matrix(CaseFields inputs, String name, int columns) {
    double[][] matrix = inputs.matrix(name);
    if (matrix.length == 0 || matrix[0].length != columns) {
      throw new ConformanceException(
          "inputs." + name + ": expected rows of " + columns + " numbers");
    }
    return matrix;
  }

  private static void checkRows(String name, double[][] matrix, double[][] x) {
    if (matrix.length != x.length) {
      throw new ConformanceException(
          "inputs." + name + ": expected " + x.length + " rows as in x, got " + matrix.length);
    }
  }

  private static void fill(float[] input, double[][] rows) {
    float[] flat = CaseFields.flatten(rows);
    System.arraycopy(flat, 0, input, 0, flat.length);
  }

  private static ObjectNode outputs(String name, float[] numbers, int rows) {
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set(name, rows(numbers, rows));
    return outputs;
  }

  private static ArrayNode rows(float[] numbers, int rows) {
    return Outputs.matrix(numbers, 0, rows, numbers.length / rows);
  }
}

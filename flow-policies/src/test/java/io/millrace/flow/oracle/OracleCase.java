package io.millrace.flow.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What PyTorch computed in float64 for one operation or network; written by {@code oracles.py}.
 *
 * @param operands what it read
 * @param parameters by name of their slice, in the shape in which they are written
 * @param weights gradients are those of sum(output * weights)
 */
record OracleCase(
    String id,
    List<Matrix> operands,
    Map<String, double[]> parameters,
    double[] weights,
    Matrix output,
    List<double[]> operandGradients,
    Map<String, double[]> parameterGradients) {
  /** Row-major. */
  record Matrix(int rows, int columns, double[] data) {}

  /** All cases of a file. */
  static List<OracleCase> read(String file) {
    try (InputStream in = OracleCase.class.getResourceAsStream("/oracles/" + file)) {
      List<OracleCase> cases = new ArrayList<>();
      for (JsonNode node : new JsonMapper().readTree(in).get("cases")) {
        cases.add(of(node));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OracleCase of(JsonNode node) {
    List<Matrix> operands = new ArrayList<>();
    node.get("operands").forEach(each -> operands.add(matrix(each)));
    List<double[]> gradients = new ArrayList<>();
    node.get("operandGradients").forEach(each -> gradients.add(numbers(each)));
    return new OracleCase(
        node.get("id").asText(),
        operands,
        named(node.get("parameters")),
        numbers(node.get("weights")),
        matrix(node.get("output")),
        gradients,
        named(node.get("parameterGradients")));
  }

  private static Matrix matrix(JsonNode node) {
    JsonNode shape = node.get("shape");
    return new Matrix(shape.get(0).asInt(), shape.get(1).asInt(), numbers(node.get("data")));
  }

  private static Map<String, double[]> named(JsonNode node) {
    Map<String, double[]> named = new LinkedHashMap<>();
    node.fields().forEachRemaining(e -> named.put(e.getKey(), numbers(e.getValue())));
    return named;
  }

  private static double[] numbers(JsonNode node) {
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = node.get(i).asDouble();
    }
    return numbers;
  }

  /** As the engine stores them. */
  static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @Override
  public String toString() {
    return id;
  }
}

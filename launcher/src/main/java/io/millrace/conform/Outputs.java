package io.millrace.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Java arrays as JSON. */
final class Outputs {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Outputs() {}

  static ArrayNode vector(double... values) {
    ArrayNode node = JSON.arrayNode();
    for (double value : values) {
      node.add(value);
    }
    return node;
  }

  static ArrayNode vector(float[] values, int from, int count) {
    ArrayNode node = JSON.arrayNode();
    for (int i = from; i < from + count; i++) {
      node.add((double) values[i]);
    }
    return node;
  }

  static ArrayNode matrix(float[] values, int from, int rows, int columns) {
    ArrayNode node = JSON.arrayNode();
    for (int i = 0; i < rows; i++) {
      node.add(vector(values, from + i * columns, columns));
    }
    return node;
  }
}

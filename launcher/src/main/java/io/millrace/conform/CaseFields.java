package io.millrace.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A JSON object of a case, read strictly: a name that is missing, of the wrong type, or never asked
 * for is an error, so that a misspelled option cannot pass unnoticed.
 */
final class CaseFields {
  private final String path;
  private final JsonNode node;
  private final Set<String> unread = new LinkedHashSet<>();
  private final List<CaseFields> children = new ArrayList<>();

  CaseFields(String path, JsonNode node) {
    if (!node.isObject()) {
      throw new ConformanceException(path + ": expected an object");
    }
    this.path = path;
    this.node = node;
    node.fieldNames().forEachRemaining(unread::add);
  }

  boolean has(String name) {
    return node.has(name);
  }

  String text(String name) {
    JsonNode value = get(name);
    if (!value.isTextual()) {
      throw wrong(name, "a text", value);
    }
    return value.asText();
  }

  String text(String name, String ifAbsent) {
    return has(name) ? text(name) : ifAbsent;
  }

  double number(String name) {
    return number(name, get(name));
  }

  double number(String name, double ifAbsent) {
    return has(name) ? number(name) : ifAbsent;
  }

  boolean flag(String name, boolean ifAbsent) {
    return has(name) ? flag(name) : ifAbsent;
  }

  boolean flag(String name) {
    JsonNode value = get(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false", value);
    }
    return value.asBoolean();
  }

  /** A list of numbers, or the one number that stands in its place. */
  double[] numberOrVector(String name) {
    return get(name).isArray() ? vector(name) : new double[] {number(name)};
  }

  double[] vector(String name) {
    return vector(name, get(name));
  }

  float[] floats(String name) {
    return narrow(vector(name));
  }

  /** A matrix [rows][columns]; every row as long as the first. */
  double[][] matrix(String name) {
    JsonNode rows = array(name, get(name));
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = vector(name, rows.get(i));
      if (matrix[i].length != matrix[0].length) {
        throw new ConformanceException(at(name) + ": rows differ in length");
      }
    }
    return matrix;
  }

  CaseFields object(String name) {
    CaseFields child = new CaseFields(at(name), get(name));
    children.add(child);
    return child;
  }

  List<CaseFields> objects(String name) {
    JsonNode values = array(name, get(name));
    List<CaseFields> objects = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      objects.add(new CaseFields(at(name) + "[" + i + "]", values.get(i)));
    }
    children.addAll(objects);
    return objects;
  }

  /** Everything, for a reader of its own; counts every name as read. */
  JsonNode whole() {
    unread.clear();
    return node;
  }

  /** Fails where a name was never asked for, here or below. */
  void finish() {
    if (!unread.isEmpty()) {
      throw new ConformanceException("unknown name " + path + "." + unread.iterator().next());
    }
    children.forEach(CaseFields::finish);
  }

  static float[] narrow(double[] values) {
    float[] narrowed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrowed[i] = (float) values[i];
    }
    return narrowed;
  }

  static float[] flatten(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) rows[i / width][i % width];
    }
    return flat;
  }

  private JsonNode get(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new ConformanceException("missing " + at(name));
    }
    unread.remove(name);
    return value;
  }

  private JsonNode array(String name, JsonNode value) {
    if (!value.isArray()) {
      throw wrong(name, "a list", value);
    }
    return value;
  }

  private double[] vector(String name, JsonNode value) {
    JsonNode list = array(name, value);
    double[] vector = new double[list.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = number(name, list.get(i));
    }
    return vector;
  }

  private double number(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(name, "a number", value);
    }
    return value.asDouble();
  }

  private String at(String name) {
    return path + "." + name;
  }

  private ConformanceException wrong(String name, String expected, JsonNode got) {
    return new ConformanceException(at(name) + ": expected " + expected + ", got " + got);
  }
}

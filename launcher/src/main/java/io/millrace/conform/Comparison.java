package io.millrace.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Compares what came out with what a case expects, element by element. */
final class Comparison {
  /**
   * One difference.
   *
   * @param index where in the field, such as {@code [2][0]}; empty for a single value
   */
  record Mismatch(String field, String index, String expected, String got) {}

  private final double tolerance;
  private final List<Mismatch> mismatches = new ArrayList<>();

  private Comparison(double tolerance) {
    this.tolerance = tolerance;
  }

  /** The first difference of every expected field that differs. */
  static List<Mismatch> of(JsonNode expect, JsonNode outputs, double tolerance) {
    Comparison comparison = new Comparison(tolerance);
    expect
        .properties()
        .forEach(
            e -> {
              JsonNode got = outputs.get(e.getKey());
              if (got == null) {
                comparison.add(e.getKey(), "", e.getValue().toString(), "no such output");
              } else {
                comparison.compare(e.getKey(), "", e.getValue(), got);
              }
            });
    return comparison.mismatches;
  }

  /** False where they differ; the difference is then noted. */
  private boolean compare(String field, String index, JsonNode expected, JsonNode got) {
    if (expected.isArray()) {
      if (!got.isArray() || got.size() != expected.size()) {
        return add(field, index, shape(expected), shape(got));
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!compare(field, index + "[" + i + "]", expected.get(i), got.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (expected.isNumber() && got.isNumber()) {
      double e = expected.asDouble();
      double g = got.asDouble();
      boolean close = Math.abs(g - e) <= tolerance * Math.max(1, Math.abs(e));
      return close || add(field, index, expected.asText(), got.asText());
    }
    return expected.equals(got) || add(field, index, expected.toString(), got.toString());
  }

  private boolean add(String field, String index, String expected, String got) {
    mismatches.add(new Mismatch(field, index, expected, got));
    return false;
  }

  private static String shape(JsonNode node) {
    return node.isArray() ? node.size() + " elements" : node.toString();
  }
}

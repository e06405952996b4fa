package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;

/** The interval of a number, and how messages and schemas tell it. */
record Bounds(double min, double max, boolean minExclusive, boolean maxExclusive) {
  static Bounds of(RecordComponent component) {
    Range range = component.getAnnotation(Range.class);
    return range == null
        ? new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false)
        : new Bounds(range.min(), range.max(), range.minExclusive(), range.maxExclusive());
  }

  boolean contains(double value) {
    boolean above = minExclusive ? value > min : value >= min;
    boolean below = maxExclusive ? value < max : value <= max;
    return above && below;
  }

  boolean closed() {
    return Double.isFinite(min) && Double.isFinite(max);
  }

  /** Such as {@code 0 < clip < 1}. */
  String between(String name) {
    return "%s %s %s %s %s"
        .formatted(
            number(min), minExclusive ? "<" : "<=", name, maxExclusive ? "<" : "<=", number(max));
  }

  /** Such as {@code a number above 0}. */
  String oneSided(String noun) {
    if (Double.isFinite(min)) {
      return "%s %s %s".formatted(noun, minExclusive ? "above" : "of at least", number(min));
    }
    if (Double.isFinite(max)) {
      return "%s %s %s".formatted(noun, maxExclusive ? "below" : "of at most", number(max));
    }
    return noun;
  }

  void schema(ObjectNode schema) {
    put(schema, minExclusive ? "exclusiveMinimum" : "minimum", min);
    put(schema, maxExclusive ? "exclusiveMaximum" : "maximum", max);
  }

  private static void put(ObjectNode schema, String keyword, double bound) {
    if (!Double.isFinite(bound)) {
      return;
    }
    if (whole(bound)) {
      schema.put(keyword, (long) bound);
    } else {
      schema.put(keyword, bound);
    }
  }

  private static String number(double bound) {
    return whole(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static boolean whole(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1L << 53;
  }
}

package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An {@code int} or a {@code long}. */
record WholeType(boolean wide, Bounds bounds) implements ValueType {
  @Override
  public String expected() {
    return bounds.closed()
        ? "a whole number from %.0f to %.0f".formatted(bounds.min(), bounds.max())
        : bounds.oneSided("a whole number");
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    boolean fits =
        node.isIntegralNumber() && (wide ? node.canConvertToLong() : node.canConvertToInt());
    if (!fits || !bounds.contains(node.doubleValue())) {
      return binding.refuse(path, expected(), node);
    }
    // Two returns: a conditional expression would widen the int to a long.
    if (wide) {
      return node.longValue();
    }
    return node.intValue();
  }

  @Override
  public JsonNode write(Object value) {
    return NODES.numberNode(((Number) value).longValue());
  }

  @Override
  public ObjectNode schema(Registries registries) {
    ObjectNode schema = NODES.objectNode().put("type", "integer");
    bounds.schema(schema);
    return schema;
  }
}

package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A finite {@code double}; {@code name} is what the two-sided bounds are told with. */
record NumberType(String name, Bounds bounds) implements ValueType {
  @Override
  public String expected() {
    return bounds.closed() ? bounds.between(name) : bounds.oneSided("a number");
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    boolean fits =
        node.isNumber()
            && Double.isFinite(node.doubleValue())
            && bounds.contains(node.doubleValue());
    return fits ? node.doubleValue() : binding.refuse(path, expected(), node);
  }

  @Override
  public JsonNode write(Object value) {
    return NODES.numberNode((double) value);
  }

  @Override
  public ObjectNode schema(Registries registries) {
    ObjectNode schema = NODES.objectNode().put("type", "number");
    bounds.schema(schema);
    return schema;
  }
}

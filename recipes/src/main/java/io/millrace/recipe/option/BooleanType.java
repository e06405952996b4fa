package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code true} or {@code false}. */
final class BooleanType implements ValueType {
  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    return node.isBoolean() ? node.booleanValue() : binding.refuse(path, expected(), node);
  }

  @Override
  public JsonNode write(Object value) {
    return NODES.booleanNode((Boolean) value);
  }

  @Override
  public ObjectNode schema(Registries registries) {
    return NODES.objectNode().put("type", "boolean");
  }
}

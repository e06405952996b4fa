package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A list of values of one type. */
record ListType(ValueType element, int min, int max) implements ValueType {
  static ListType of(ValueType element, Size size) {
    return size == null
        ? new ListType(element, 0, Integer.MAX_VALUE)
        : new ListType(element, size.min(), size.max());
  }

  @Override
  public String expected() {
    return "a list of %s, each %s".formatted(count(), element.expected());
  }

  private String count() {
    if (max < Integer.MAX_VALUE) {
      return "%d to %d values".formatted(min, max);
    }
    return min > 0 ? "at least %d values".formatted(min) : "values";
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    if (!node.isArray() || node.size() < min || node.size() > max) {
      return binding.refuse(path, expected(), node);
    }
    List<Object> values = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      values.add(element.read(node.get(i), path + "[" + i + "]", binding));
    }
    return values.stream().anyMatch(Objects::isNull) ? null : List.copyOf(values);
  }

  @Override
  public JsonNode write(Object value) {
    ArrayNode nodes = NODES.arrayNode();
    ((List<?>) value).forEach(each -> nodes.add(element.write(each)));
    return nodes;
  }

  @Override
  public ObjectNode schema(Registries registries) {
    ObjectNode schema = NODES.objectNode().put("type", "array");
    schema.set("items", element.schema(registries));
    if (min > 0) {
      schema.put("minItems", min);
    }
    return max < Integer.MAX_VALUE ? schema.put("maxItems", max) : schema;
  }
}

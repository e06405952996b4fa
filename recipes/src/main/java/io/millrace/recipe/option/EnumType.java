package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A closed choice: the constants of an enum, in kebab-case. */
final class EnumType implements ValueType {
  private final Map<String, Object> constants = new LinkedHashMap<>();

  EnumType(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      constants.put(name(constant), constant);
    }
  }

  /** {@code RETURNS_TO_GO} is {@code returns-to-go}. */
  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", constants.keySet());
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    Object constant = node.isTextual() ? constants.get(node.textValue()) : null;
    return constant != null ? constant : binding.refuse(path, expected(), node);
  }

  @Override
  public JsonNode write(Object value) {
    return NODES.textNode(name(value));
  }

  @Override
  public ObjectNode schema(Registries registries) {
    ObjectNode schema = NODES.objectNode();
    constants.keySet().forEach(schema.putArray("enum")::add);
    return schema;
  }

  @Override
  public JsonNode literal(String text) {
    return NODES.textNode(text);
  }
}

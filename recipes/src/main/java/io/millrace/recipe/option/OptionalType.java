package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An option whose absence means something of its own; absent, it is not written. */
record OptionalType(ValueType present) implements ValueType {
  @Override
  public String expected() {
    return present.expected();
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    Object value = present.read(node, path, binding);
    return value == null ? null : Optional.of(value);
  }

  @Override
  public boolean required() {
    return false;
  }

  @Override
  public Object absent(String path, Binding binding) {
    return Optional.empty();
  }

  @Override
  public JsonNode literal(String text) {
    return present.literal(text);
  }

  @Override
  public JsonNode write(Object value) {
    Optional<?> optional = (Optional<?>) value;
    return optional.isPresent() ? present.write(optional.get()) : NODES.missingNode();
  }

  @Override
  public ObjectNode schema(Registries registries) {
    return present.schema(registries);
  }
}

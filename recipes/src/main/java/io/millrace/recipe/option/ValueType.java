package io.millrace.recipe.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A type of option: how a value is read, written, described and told to an editor. */
interface ValueType {
  JsonNodeFactory NODES = JsonNodeFactory.instance;
  JsonMapper MAPPER = JsonMapper.builder().build();

  /** What a recipe may write, as in "expected ..."; without the word expected. */
  String expected();

  /** The value, or null after the binding was told what is wrong with it. */
  Object read(JsonNode node, String path, Binding binding);

  /** The node from which {@link #read} makes an equal value. */
  JsonNode write(Object value);

  /** A JSON Schema that accepts what {@link #read} accepts, as far as a schema can tell. */
  ObjectNode schema(Registries registries);

  /** Whether a recipe that leaves the option out, and has no default for it, is wrong. */
  default boolean required() {
    return true;
  }

  /** The value of an option that is left out and has no default; null after telling the binding. */
  default Object absent(String path, Binding binding) {
    binding.problem(path, "missing; expected " + expected());
    return null;
  }

  /** The node of a default value as an annotation writes it. */
  default JsonNode literal(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a JSON value as default: default=" + text, e);
    }
  }
}

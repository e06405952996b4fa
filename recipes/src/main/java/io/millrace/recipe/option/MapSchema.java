package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties of a map in a JSON Schema, and which of them are required. */
record MapSchema(Map<String, JsonNode> properties, List<String> required) {
  static MapSchema empty() {
    return new MapSchema(new LinkedHashMap<>(), new ArrayList<>());
  }

  /** The schema of the options that a record declares itself. */
  static MapSchema of(RecordType type, Registries registries) {
    MapSchema schema = empty();
    for (Option option : type.options()) {
      if (!option.inline()) {
        schema.properties.put(option.name(), option.schema(registries));
        if (option.required()) {
          schema.required.add(option.name());
        }
      }
    }
    return schema;
  }

  /** Both, with the id of a plug-in first. */
  static MapSchema of(String id, MapSchema plugin, MapSchema stage) {
    MapSchema schema = empty();
    schema.properties.put("id", JsonNodeFactory.instance.objectNode().put("const", id));
    schema.properties.putAll(plugin.properties);
    schema.properties.putAll(stage.properties);
    schema.required.addAll(plugin.required);
    schema.required.addAll(stage.required);
    return schema;
  }

  /** The schema of an object that has these properties and no other. */
  ObjectNode closed() {
    return open().put("additionalProperties", false);
  }

  /** The schema of an object that may have other properties too. */
  ObjectNode open() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").setAll(properties);
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    return schema;
  }
}

package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema of a choice: one {@code if id ... then ...} for each plug-in.
 *
 * <p>Each alternative repeats the stage's own options, because {@code additionalProperties: false}
 * sees only the properties that stand beside it. Conditions rather than {@code oneOf}: a validator
 * then tells what is wrong with the options of the plug-in that was named.
 */
record ChoiceSchema(ChoiceType choice, Registries registries) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  ObjectNode beside(MapSchema stage) {
    Registry<?> registry = registries.get(choice.stage());
    if (registry.isEmpty()) {
      return anyPlugin();
    }
    ObjectNode schema = NODES.objectNode();
    schema.putArray("type").add("string").add("object");
    schema.putObject("if").put("type", "string");
    schema.set("then", ids(registry.ids()));
    schema.set("else", alternatives(registry.plugins(), stage));
    return schema;
  }

  private static ObjectNode anyPlugin() {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    schema.putObject("properties").putObject("id").put("type", "string");
    schema.putArray("required").add("id");
    return schema;
  }

  private ObjectNode alternatives(List<? extends Plugin> plugins, MapSchema stage) {
    ObjectNode schema = NODES.objectNode();
    ObjectNode id = schema.putObject("properties").putObject("id");
    id.setAll(ids(plugins.stream().map(Plugin::id).toList()));
    choice.defaultId().ifPresent(text -> id.put("default", text));
    if (choice.required()) {
      schema.putArray("required").add("id");
    }
    ArrayNode all = schema.putArray("allOf");
    plugins.forEach(plugin -> all.add(alternative(plugin, stage)));
    return schema;
  }

  private ObjectNode alternative(Plugin plugin, MapSchema stage) {
    ObjectNode schema = NODES.objectNode();
    ObjectNode condition = schema.putObject("if");
    condition.putObject("properties").putObject("id").put("const", plugin.id());
    // Without "required" the condition also holds where the id is left out.
    if (!choice.defaultId().equals(Optional.of(plugin.id()))) {
      condition.putArray("required").add("id");
    }
    MapSchema options = MapSchema.of(RecordType.of(plugin.options()), registries);
    schema.set(
        "then",
        MapSchema.of(plugin.id(), options, stage).closed().put("description", plugin.summary()));
    return schema;
  }

  private static ObjectNode ids(List<String> ids) {
    ObjectNode schema = NODES.objectNode();
    ArrayNode values = schema.putArray("enum");
    ids.forEach(values::add);
    return schema;
  }
}

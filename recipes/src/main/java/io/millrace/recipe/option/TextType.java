package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.regex.Pattern;

/** A text, of a certain form if a pattern is given. */
record TextType(Pattern pattern, String expected) implements ValueType {
  private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);

  static TextType of(RecordComponent component) {
    Matches matches = component.getAnnotation(Matches.class);
    return matches == null
        ? new TextType(ANYTHING, "text")
        : new TextType(Pattern.compile(matches.value()), matches.words());
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    boolean fits = node.isTextual() && pattern.matcher(node.textValue()).matches();
    return fits ? node.textValue() : binding.refuse(path, expected, node);
  }

  @Override
  public JsonNode write(Object value) {
    return NODES.textNode((String) value);
  }

  @Override
  public ObjectNode schema(Registries registries) {
    ObjectNode schema = NODES.objectNode().put("type", "string");
    return pattern == ANYTHING ? schema : schema.put("pattern", "^(" + pattern + ")$");
  }

  @Override
  public JsonNode literal(String text) {
    return NODES.textNode(text);
  }
}

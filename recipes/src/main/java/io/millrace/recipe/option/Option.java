package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * One component of a record, declared as an option.
 *
 * @param defaultFrom the path of the option whose value this one takes when absent
 */
record Option(
    String name,
    String doc,
    Optional<String> defaultText,
    Optional<String> defaultFrom,
    boolean inline,
    ValueType type,
    Method accessor) {

  static Option of(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return new Option(
        component.getName(),
        Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value).orElse(""),
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
        Optional.ofNullable(component.getAnnotation(DefaultFrom.class)).map(DefaultFrom::value),
        component.isAnnotationPresent(Inline.class),
        ValueTypes.of(component),
        accessor);
  }

  /** Whether a recipe must have it. */
  boolean required() {
    return defaultText.isEmpty() && defaultFrom.isEmpty() && type.required();
  }

  /** The value in this tree, or the default; null after the binding was told what is wrong. */
  Object read(ObjectNode tree, String path, Binding binding) {
    String place = Quoted.path(path, name);
    JsonNode node = tree.get(name);
    Object value = node == null ? absent(place, binding) : type.read(node, place, binding);
    if (value != null) {
      binding.remember(place, value);
    }
    return value;
  }

  private Object absent(String place, Binding binding) {
    if (defaultText.isPresent()) {
      return type.read(type.literal(defaultText.get()), place, binding);
    }
    if (defaultFrom.isPresent()) {
      // What is wrong with the other option is reported there, once.
      JsonNode other = binding.root().at("/" + defaultFrom.get().replace('.', '/'));
      return type.read(other, place, binding.silent());
    }
    return type.absent(place, binding);
  }

  /** The node of this option of {@code record}; missing if it is an absent optional. */
  JsonNode write(Record record) {
    try {
      return type.write(accessor.invoke(record));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("expected a readable record: option=" + name, e);
    }
  }

  ObjectNode schema(Registries registries) {
    ObjectNode schema = type.schema(registries);
    if (!doc.isEmpty()) {
      schema.put("description", doc);
    }
    defaultText.ifPresent(text -> schema.set("default", type.literal(text)));
    return schema;
  }
}

package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A record whose components are options. */
final class RecordType implements Composite {
  // Reflection once for each class; a ClassValue goes when its class is unloaded.
  private static final ClassValue<RecordType> TYPES =
      new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
          return new RecordType(type.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> type;
  private final List<Option> components;

  static RecordType of(Class<? extends Record> type) {
    return TYPES.get(type);
  }

  private RecordType(Class<? extends Record> type) {
    this.type = type;
    this.components = Arrays.stream(type.getRecordComponents()).map(Option::of).toList();
  }

  /** Its options, those of an inline record in the place of it. */
  List<Option> options() {
    return components.stream()
        .flatMap(
            option ->
                option.inline() && option.type() instanceof RecordType shared
                    ? shared.options().stream()
                    : Stream.of(option))
        .toList();
  }

  /** The names of the options that this record declares itself. */
  Set<String> names() {
    return options().stream()
        .filter(option -> !option.inline())
        .map(Option::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The choice whose options stand beside the record's own. */
  private Optional<ChoiceType> inlineChoice() {
    return options().stream()
        .filter(Option::inline)
        .map(option -> (ChoiceType) option.type())
        .findFirst();
  }

  @Override
  public String expected() {
    return inlineChoice().map(ValueType::expected).orElse("a map of options");
  }

  @Override
  public boolean required() {
    return components.stream().anyMatch(Option::required);
  }

  @Override
  public Object absent(String path, Binding binding) {
    return read(NODES.objectNode(), path, binding);
  }

  @Override
  public Optional<ObjectNode> tree(JsonNode node) {
    return inlineChoice().isPresent()
        ? inlineChoice().get().tree(node)
        : Optional.of(node).filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  @Override
  public Keys keys(ObjectNode tree, Registries registries) {
    Set<String> names = names();
    return inlineChoice()
        .map(choice -> choice.keysBeside(names, tree, registries))
        .orElseGet(() -> new Keys(names, false));
  }

  @Override
  public Optional<ValueType> child(String key, ObjectNode tree, Registries registries) {
    Optional<ValueType> own =
        options().stream()
            .filter(option -> !option.inline() && option.name().equals(key))
            .map(Option::type)
            .findFirst();
    return own.or(() -> inlineChoice().flatMap(choice -> choice.child(key, tree, registries)));
  }

  @Override
  public Record bind(ObjectNode tree, String path, Binding binding) {
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components.get(i), tree, path, binding);
    }
    boolean complete = Arrays.stream(values).allMatch(Objects::nonNull);
    return complete ? construct(values, path, binding) : null;
  }

  private Object value(Option option, ObjectNode tree, String path, Binding binding) {
    if (!option.inline()) {
      return option.read(tree, path, binding);
    }
    return option.type() instanceof RecordType shared
        ? shared.bind(tree, path, binding)
        : ((ChoiceType) option.type()).bindBeside(names(), tree, path, binding);
  }

  private Record construct(Object[] values, String path, Binding binding) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        binding.problem(path, refusal.getMessage());
        return null;
      }
      throw new IllegalStateException("expected no such error of a constructor: record=" + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected a constructible record: record=" + type, e);
    }
  }

  @Override
  public ObjectNode write(Object value) {
    ObjectNode tree = NODES.objectNode();
    for (Option option : components) {
      JsonNode node = option.write((Record) value);
      if (option.inline()) {
        tree.setAll((ObjectNode) node);
      } else if (!node.isMissingNode()) {
        tree.set(option.name(), node);
      }
    }
    return tree;
  }

  @Override
  public ObjectNode schema(Registries registries) {
    return inlineChoice()
        .map(choice -> choice.schemaBeside(this, registries))
        .orElseGet(() -> MapSchema.of(this, registries).closed());
  }
}

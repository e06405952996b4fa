package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plug-in and its options in one map; a bare text is short for the map with only that id.
 *
 * <p>The map may also hold options of the stage itself ({@link Inline}): the "beside" methods.
 */
record ChoiceType(String stage, Optional<String> defaultId) implements Composite {
  private static final String ID = "id";

  static ChoiceType of(RecordComponent component) {
    Chosen chosen = component.getAnnotation(Chosen.class);
    if (chosen == null) {
      throw new IllegalArgumentException(
          "expected @Chosen on a choice: record=%s, option=%s"
              .formatted(component.getDeclaringRecord().getName(), component.getName()));
    }
    Default id = component.getAnnotation(Default.class);
    return new ChoiceType(chosen.value(), Optional.ofNullable(id).map(Default::value));
  }

  @Override
  public String expected() {
    return "the id of a plug-in, or a map with id and options";
  }

  @Override
  public boolean required() {
    return defaultId.isEmpty();
  }

  @Override
  public Object absent(String path, Binding binding) {
    return read(NODES.objectNode(), path, binding);
  }

  @Override
  public JsonNode literal(String text) {
    return NODES.textNode(text);
  }

  @Override
  public Optional<ObjectNode> tree(JsonNode node) {
    if (node.isTextual()) {
      return Optional.of(NODES.objectNode().set(ID, node));
    }
    return Optional.of(node).filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  private Optional<String> id(ObjectNode tree) {
    JsonNode id = tree.get(ID);
    return id == null ? defaultId : Optional.ofNullable(id.textValue());
  }

  /** The plug-in that the tree names, or probably means. */
  private Optional<Plugin> plugin(ObjectNode tree, Registries registries) {
    Registry<?> registry = registries.get(stage);
    return id(tree)
        .flatMap(
            id ->
                registry
                    .find(id)
                    .map(Plugin.class::cast)
                    .or(() -> Nearest.to(id, registry.ids()).map(registry::get)));
  }

  @Override
  public Keys keys(ObjectNode tree, Registries registries) {
    return keysBeside(Set.of(), tree, registries);
  }

  Keys keysBeside(Set<String> stageNames, ObjectNode tree, Registries registries) {
    Set<String> known = new TreeSet<>(stageNames);
    known.add(ID);
    Optional<Plugin> plugin = plugin(tree, registries);
    plugin.ifPresent(found -> addNames(found, known));
    return new Keys(known, plugin.isEmpty());
  }

  private void addNames(Plugin plugin, Set<String> known) {
    for (String name : RecordType.of(plugin.options()).names()) {
      if (!known.add(name)) {
        throw new IllegalStateException(
            "expected another name than the stage's own: stage=%s, plugin=%s, option=%s"
                .formatted(stage, plugin.id(), name));
      }
    }
  }

  @Override
  public Optional<ValueType> child(String key, ObjectNode tree, Registries registries) {
    return plugin(tree, registries)
        .flatMap(found -> RecordType.of(found.options()).child(key, tree, registries));
  }

  @Override
  public Object bind(ObjectNode tree, String path, Binding binding) {
    return bindBeside(Set.of(), tree, path, binding);
  }

  Choice bindBeside(Set<String> stageNames, ObjectNode tree, String path, Binding binding) {
    Optional<String> id = readId(tree, Quoted.path(path, ID), binding);
    if (binding.registries().get(stage).isEmpty()) {
      return id.map(known -> new Choice(known, unchecked(tree, stageNames))).orElse(null);
    }
    Optional<Record> options =
        plugin(tree, binding.registries())
            .map(found -> RecordType.of(found.options()).bind(tree, path, binding));
    return id.isPresent() && options.isPresent() ? new Choice(id.get(), options.get()) : null;
  }

  /** The id, if it is the id of a plug-in; else the binding is told. */
  private Optional<String> readId(ObjectNode tree, String place, Binding binding) {
    Registry<?> registry = binding.registries().get(stage);
    Optional<String> id = id(tree);
    if (id.isEmpty()) {
      String wanted = "expected the id of a plug-in; known: " + String.join(", ", registry.ids());
      JsonNode node = tree.get(ID);
      binding.problem(
          place, node == null ? "missing; " + wanted : wanted + "; got " + Quoted.value(node));
      return Optional.empty();
    }
    if (!registry.isEmpty() && registry.find(id.get()).isEmpty()) {
      binding.problem(place, Nearest.message("plug-in", id.get(), registry.ids()));
      return Optional.empty();
    }
    binding.remember(place, id.get());
    return id;
  }

  private static UncheckedOptions unchecked(ObjectNode tree, Set<String> stageNames) {
    ObjectNode own = tree.deepCopy();
    own.remove(ID);
    own.remove(stageNames);
    return new UncheckedOptions(own);
  }

  @Override
  public ObjectNode write(Object value) {
    Choice choice = (Choice) value;
    ObjectNode tree = NODES.objectNode().put(ID, choice.id());
    return choice.options() instanceof UncheckedOptions unchecked
        ? tree.setAll(unchecked.tree())
        : tree.setAll(RecordType.of(choice.options().getClass()).write(choice.options()));
  }

  @Override
  public ObjectNode schema(Registries registries) {
    return new ChoiceSchema(this, registries).beside(MapSchema.empty());
  }

  ObjectNode schemaBeside(RecordType owner, Registries registries) {
    return new ChoiceSchema(this, registries).beside(MapSchema.of(owner, registries));
  }
}

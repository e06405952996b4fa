package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** A type whose values are maps of named options. */
interface Composite extends ValueType {
  /**
   * The keys that a tree may have.
   *
   * @param open whether other keys are let through, because nobody can tell
   */
  record Keys(Set<String> known, boolean open) {
    void reportOthers(ObjectNode tree, String path, Binding binding) {
      if (open) {
        return;
      }
      tree.fieldNames()
          .forEachRemaining(
              key -> {
                if (!known.contains(key)) {
                  binding.problem(Quoted.path(path, key), Nearest.message("option", key, known));
                }
              });
    }
  }

  /** The map that a node stands for, if it stands for one. */
  Optional<ObjectNode> tree(JsonNode node);

  Keys keys(ObjectNode tree, Registries registries);

  /** The type of the option under this key. */
  Optional<ValueType> child(String key, ObjectNode tree, Registries registries);

  /** Reads the options that this type knows, and says nothing of others. */
  Object bind(ObjectNode tree, String path, Binding binding);

  @Override
  default Object read(JsonNode node, String path, Binding binding) {
    Optional<ObjectNode> tree = tree(node);
    if (tree.isEmpty()) {
      return binding.refuse(path, expected(), node);
    }
    keys(tree.get(), binding.registries()).reportOthers(tree.get(), path, binding);
    return bind(tree.get(), path, binding);
  }
}

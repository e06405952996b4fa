package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done with the options that a record declares, beside reading them. */
public final class OptionTree {
  private OptionTree() {}

  /** The record as a tree, defaults filled in, in the order of declaration. */
  public static ObjectNode write(Record record) {
    return RecordType.of(record.getClass()).write(record);
  }

  /** The JSON Schema of the trees that bind to the record. */
  public static ObjectNode schema(Class<? extends Record> type, Registries registries) {
    return RecordType.of(type).schema(registries);
  }

  /**
   * Removes from the tree the options that only the plug-in named there knows, because another one
   * is about to take its place. Does nothing where the path leads to no choice of a plug-in.
   *
   * @param path the keys from the root to the map of the choice
   */
  public static void makeRoom(
      Class<? extends Record> type,
      ObjectNode root,
      List<String> path,
      JsonNode newId,
      Registries registries) {
    ValueType place = RecordType.of(type);
    JsonNode node = root;
    for (String key : path) {
      if (!(place instanceof Composite composite) || !(node instanceof ObjectNode tree)) {
        return;
      }
      Optional<ValueType> child = composite.child(key, tree, registries);
      if (child.isEmpty() || !tree.has(key)) {
        return;
      }
      place = child.get() instanceof OptionalType optional ? optional.present() : child.get();
      node = tree.get(key);
    }
    if (place instanceof Composite composite && node instanceof ObjectNode tree) {
      removeForeign(composite, tree, newId, registries);
    }
  }

  private static void removeForeign(
      Composite place, ObjectNode tree, JsonNode newId, Registries registries) {
    ObjectNode changed = tree.deepCopy().set("id", newId);
    Set<String> foreign = new HashSet<>(place.keys(tree, registries).known());
    foreign.removeAll(place.keys(changed, registries).known());
    tree.remove(foreign);
  }
}

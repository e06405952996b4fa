package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reading of a tree into records: collects what is wrong, and remembers what is right, so that
 * rules between options hold even where another option is wrong.
 */
public final class Binding {
  private final JsonNode root;
  private final Registries registries;
  private final List<Problem> problems;
  private final Map<String, Object> values = new HashMap<>();

  /** Problems found here are added to {@code problems}. */
  public Binding(JsonNode root, Registries registries, List<Problem> problems) {
    this.root = root;
    this.registries = registries;
    this.problems = problems;
  }

  /** Reads the whole tree; empty if anything in it is wrong. */
  public <T extends Record> Optional<T> read(Class<T> type) {
    return Optional.ofNullable(type.cast(RecordType.of(type).read(root, "", this)));
  }

  /** The value of the option at this path, if it is of this type and nothing is wrong with it. */
  public <T> Optional<T> value(String path, Class<T> type) {
    return Optional.ofNullable(values.get(path)).filter(type::isInstance).map(type::cast);
  }

  public void problem(String path, String message) {
    problems.add(new Problem(path.isEmpty() ? "recipe" : path, message));
  }

  /** Another binding of the same tree, whose problems nobody hears of. */
  Binding silent() {
    return new Binding(root, registries, new ArrayList<>());
  }

  /** Notes that {@code node} is not what was expected, and returns null, the refused value. */
  Object refuse(String path, String expected, JsonNode node) {
    problem(path, "expected %s, got %s".formatted(expected, Quoted.value(node)));
    return null;
  }

  void remember(String path, Object value) {
    values.put(path, value);
  }

  JsonNode root() {
    return root;
  }

  Registries registries() {
    return registries;
  }
}

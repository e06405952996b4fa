package io.millrace.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.recipe.option.OptionTree;
import io.millrace.recipe.option.Problem;
import io.millrace.recipe.option.Quoted;
import io.millrace.recipe.option.Registries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Changes to a recipe from outside of its file: {@code path=value}, the last for a path wins. */
final class Overrides {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+){0,15}");
  private static final String ID = "id";

  private record Change(String text, List<String> keys, JsonNode value) {
    String path() {
      return String.join(".", keys);
    }

    List<String> parent() {
      return keys.subList(0, keys.size() - 1);
    }

    String lastKey() {
      return keys.get(keys.size() - 1);
    }
  }

  private final List<Change> changes = new ArrayList<>();

  private Overrides() {}

  static Overrides parse(List<String> texts, List<Problem> problems) {
    Overrides all = new Overrides();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String path = equals < 0 ? "" : text.substring(0, equals).strip();
      if (!PATH.matcher(path).matches()) {
        problems.add(new Problem("override", "expected path=value, got " + Quoted.text(text)));
        continue;
      }
      YamlTree.node(text.substring(equals + 1), path, problems)
          .map(value -> new Change(text, List.of(path.split("[.]")), value))
          .ifPresent(all.changes::add);
    }
    return all;
  }

  /** Changes the tree, after dropping what only plug-ins knew that are replaced. */
  void apply(ObjectNode tree, Registries registries, List<Problem> problems) {
    for (Change change : changes) {
      if (change.lastKey().equals(ID) && change.value.isTextual()) {
        OptionTree.makeRoom(Recipe.class, tree, change.parent(), change.value, registries);
      }
    }
    for (Change change : changes) {
      mapAt(tree, change, problems).ifPresent(map -> set(map, change));
    }
  }

  private static void set(ObjectNode map, Change change) {
    if (change.value.isNull()) {
      map.remove(change.lastKey());
    } else {
      map.set(change.lastKey(), change.value.deepCopy());
    }
  }

  /** The map in which the override sets a key; made where there is none. */
  private static Optional<ObjectNode> mapAt(
      ObjectNode tree, Change change, List<Problem> problems) {
    ObjectNode map = tree;
    for (String key : change.parent()) {
      JsonNode next = map.get(key);
      if (next == null || next.isNull()) {
        map = map.putObject(key);
      } else if (next.isTextual()) {
        // The short form of a plug-in; wrong ones are reported by whoever reads the map.
        map = map.putObject(key).set(ID, next);
      } else if (next instanceof ObjectNode object) {
        map = object;
      } else {
        String message = "expected a map at \"%s\" to set an option of, got %s";
        problems.add(new Problem(change.path(), message.formatted(key, Quoted.value(next))));
        return Optional.empty();
      }
    }
    return Optional.of(map);
  }

  /** The problem, with the override that it comes from, if it comes from one. */
  Problem blame(Problem problem) {
    return changes.stream()
        .filter(change -> touches(problem.path(), change.path()))
        .reduce((first, last) -> last)
        .map(change -> new Problem(problem.path(), problem.message() + from(change)))
        .orElse(problem);
  }

  private static String from(Change change) {
    return " (from the override " + Quoted.text(change.text) + ")";
  }

  private static boolean touches(String problem, String override) {
    return problem.equals(override)
        || problem.startsWith(override + ".")
        || problem.startsWith(override + "[")
        || override.startsWith(problem + ".");
  }
}

package io.millrace.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.recipe.Plugins;
import io.millrace.recipe.option.Binding;
import io.millrace.recipe.option.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A case's plug-in read as a recipe's would be: the same ids, options, defaults and complaints. */
final class RecipeStage {
  private RecipeStage() {}

  /**
   * The chosen plug-in.
   *
   * @param name the only component of the type
   */
  static <T extends Record> T read(String name, Class<T> type, CaseFields plugin, Plugins plugins) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set(name, plugin.whole());
    List<Problem> problems = new ArrayList<>();
    Optional<T> stage = new Binding(root, plugins.registries(), problems).read(type);
    if (!problems.isEmpty()) {
      throw new ConformanceException(problems.get(0).toString());
    }
    return stage.orElseThrow();
  }
}

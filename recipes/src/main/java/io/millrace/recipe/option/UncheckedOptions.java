package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Options as they were written, of a stage none of whose plug-ins is on the class path. */
public record UncheckedOptions(ObjectNode tree) {
  public UncheckedOptions {
    tree = tree.deepCopy();
  }

  /** A copy of the options, without the id of the plug-in. */
  @Override
  public ObjectNode tree() {
    return tree.deepCopy();
  }
}

package io.millrace.recipe.plugin;

import io.millrace.recipe.option.Plugin;

record BuiltIn(String id, Class<? extends Record> options, String summary) implements Plugin {
  static Plugin of(String id, Class<? extends Record> options, String summary) {
    return new BuiltIn(id, options, summary);
  }
}

package io.millrace.recipe.option;

/** One choice for a stage of a recipe. */
public interface Plugin {
  /** The kebab-case id that recipes, metrics and documents use. */
  String id();

  /** What it does, in one sentence. */
  String summary();

  /** The record that declares its options; a record without components has none. */
  Class<? extends Record> options();
}

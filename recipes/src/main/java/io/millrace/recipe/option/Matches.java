package io.millrace.recipe.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form of a text option: the whole text matches the expression. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Matches {
  /** The regular expression; also written to the JSON Schema. */
  String value();

  /** The form in words, as in "expected {words}". */
  String words();
}

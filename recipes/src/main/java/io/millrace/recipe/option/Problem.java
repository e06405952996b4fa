package io.millrace.recipe.option;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One thing that is wrong with a recipe.
 *
 * @param path where, for example {@code objective.clip}, or the line and column of a syntax error
 * @param message what was expected, and what is there
 */
public record Problem(String path, String message) implements Comparable<Problem>, Serializable {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::path).thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}

package io.millrace.recipe;

import io.millrace.recipe.option.Problem;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A recipe that cannot be used, with everything that is wrong with it. */
public final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final List<Problem> problems;

  RecipeException(String source, List<Problem> problems) {
    super(message(source, sorted(problems)));
    this.source = source;
    this.problems = sorted(problems);
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return List.copyOf(new TreeSet<>(problems));
  }

  private static String message(String source, List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(problem -> "\n  " + problem)
        .collect(Collectors.joining("", "recipe " + source + " has " + count + ":", ""));
  }

  /** The name of the file, or what stood for it. */
  public String source() {
    return source;
  }

  /** Every problem, sorted by path. */
  public List<Problem> problems() {
    return problems;
  }
}

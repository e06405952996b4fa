package io.millrace.recipe.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one probably meant, by edits with swaps of neighbors. */
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /**
   * The closest name within a third of the letters (at least two edits), or of which this one is
   * the beginning.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> near(name, candidate))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean near(String name, String candidate) {
    int allowed = Math.min(Math.max(2, name.length() / 3), candidate.length() - 1);
    return distance(name, candidate) <= allowed
        || (name.length() > 2 && candidate.startsWith(name));
  }

  /** {@code no KIND "NAME"; did you mean "OTHER"? known: A, B}. */
  public static String message(String kind, String name, Collection<String> known) {
    String hint = to(name, known).map("; did you mean \"%s\"?"::formatted).orElse(";");
    String list = known.isEmpty() ? "none" : String.join(", ", known);
    return "no %s %s%s known: %s".formatted(kind, Quoted.text(name), hint, list);
  }

  /** Edits (insert, delete, replace, swap of neighbors) between two names, ignoring case. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1);
    best = Math.min(best, edits[i - 1][j - 1] + replace);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}

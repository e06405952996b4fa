package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Values and names as a message shows them: one line, never long. */
public final class Quoted {
  private static final int LONGEST = 60;
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  private Quoted() {}

  /** The text in double quotes, shortened, with control characters escaped. */
  public static String text(String text) {
    boolean whole = text.length() <= LONGEST;
    String shown = whole ? text : text.substring(0, LONGEST);
    return TextNode.valueOf(shown).toString() + (whole ? "" : "...");
  }

  /** A value of a recipe; of a map or a list only how big it is. */
  public static String value(JsonNode node) {
    if (node.isTextual()) {
      return text(node.textValue());
    }
    if (node.isObject()) {
      return "a map of %d options".formatted(node.size());
    }
    if (node.isArray()) {
      return "a list of %d values".formatted(node.size());
    }
    if (node.isNull()) {
      return "nothing";
    }
    String shown = node.toString();
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
  }

  /** A message of another library in one line. */
  public static String line(String message) {
    String first = String.valueOf(message).lines().findFirst().orElse("");
    return first.length() <= 2 * LONGEST ? first : first.substring(0, 2 * LONGEST) + "...";
  }

  /** The path of {@code key} below {@code path}; the path of the whole recipe is empty. */
  public static String path(String path, String key) {
    String shown = PLAIN_KEY.matcher(key).matches() ? key : text(key);
    return path.isEmpty() ? shown : path + "." + shown;
  }
}

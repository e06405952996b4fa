package io.millrace.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Single values in YAML, by the core schema of YAML 1.2: {@code yes} and {@code 1:30} are texts,
 * {@code 010} is ten. Infinity and NaN are texts too, since no option takes them.
 */
final class YamlScalar {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_NUMBER = 40;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  /** Texts that mean themselves to readers of YAML 1.1 as well as 1.2. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_./ -]*[A-Za-z0-9_./-])?|[1-9][0-9]{0,9}(ms|s|m|h|d)");

  private static final Pattern RESERVED =
      Pattern.compile("true|false|null|yes|no|on|off|y|n", Pattern.CASE_INSENSITIVE);

  private YamlScalar() {}

  /** What a scalar without quotes means. */
  static JsonNode plain(String text) {
    if (NULL.contains(text)) {
      return NODES.nullNode();
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return NODES.booleanNode(TRUE.contains(text));
    }
    if (text.length() <= LONGEST_NUMBER && WHOLE.matcher(text).matches()) {
      BigInteger value = new BigInteger(text);
      return value.bitLength() < Long.SIZE
          ? NODES.numberNode(value.longValue())
          : NODES.numberNode(value);
    }
    if (text.length() <= LONGEST_NUMBER && DECIMAL.matcher(text).matches()) {
      return NODES.numberNode(Double.parseDouble(text));
    }
    return NODES.textNode(text);
  }

  /** A value, or a whole list or map in flow style, that reads back as an equal node. */
  static String write(JsonNode node) {
    boolean plain =
        node.isTextual()
            && PLAIN.matcher(node.textValue()).matches()
            && !RESERVED.matcher(node.textValue()).matches();
    return plain ? node.textValue() : JsonText.readable(node);
  }
}

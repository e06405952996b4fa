package io.millrace.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** How a recipe is written: as canonical JSON, whose hash names it, and as YAML. */
final class CanonicalForm {
  private CanonicalForm() {}

  static String json(JsonNode tree) {
    return JsonText.ascii(sorted(tree));
  }

  /** Maps in block style, in the order of the tree; lists and values as in JSON. */
  static String yaml(ObjectNode tree) {
    StringBuilder text = new StringBuilder();
    write(tree, "", text);
    return text.toString();
  }

  private static void write(ObjectNode tree, String indent, StringBuilder text) {
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      text.append(indent).append(YamlScalar.write(TextNode.valueOf(field.getKey()))).append(':');
      if (field.getValue() instanceof ObjectNode map && !map.isEmpty()) {
        text.append('\n');
        write(map, indent + "  ", text);
      } else {
        text.append(' ').append(YamlScalar.write(field.getValue())).append('\n');
      }
    }
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256 in every JDK", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> array.add(sorted(each)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
    return new ObjectNode(JsonNodeFactory.instance, fields);
  }
}

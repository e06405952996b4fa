package io.millrace.recipe;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.millrace.recipe.option.Problem;
import io.millrace.recipe.option.Quoted;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * YAML as a tree, strictly: one document, no aliases, no key twice, bounded size and depth.
 *
 * <p>Read token by token, because Jackson's own tree reader takes an alias for a text and lets the
 * last of two equal keys win.
 */
final class YamlTree {
  /** Longest text that is read, in characters. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_DEPTH = 32;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final YAMLParser parser;
  private final List<Problem> problems;

  private YamlTree(YAMLParser parser, List<Problem> problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The map that a recipe is; empty after a problem was noted that leaves nothing to check. */
  static Optional<ObjectNode> map(String yaml, List<Problem> problems) {
    Optional<JsonNode> node = node(yaml, "", problems);
    if (node.isPresent() && !node.get().isObject()) {
      problems.add(
          new Problem("recipe", "expected a map of stages, got " + Quoted.value(node.get())));
    }
    return node.filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  /** Any value; {@code path} is where the value stands, for problems. Empty text is null. */
  static Optional<JsonNode> node(String yaml, String path, List<Problem> problems) {
    if (yaml.length() > MAX_CHARACTERS) {
      String size = "expected at most %d characters, got %d";
      problems.add(new Problem(place(path), size.formatted(MAX_CHARACTERS, yaml.length())));
      return Optional.empty();
    }
    try (YAMLParser parser = factory().createParser(yaml)) {
      return Optional.of(new YamlTree(parser, problems).document(path));
    } catch (JsonProcessingException e) {
      problems.add(syntax(path, e));
    } catch (IOException | YAMLException e) {
      problems.add(new Problem(place(path), "expected YAML: " + firstLine(e.getMessage())));
    }
    return Optional.empty();
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setAllowDuplicateKeys(false);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  private JsonNode document(String path) throws IOException {
    if (parser.nextToken() == null) {
      return NODES.nullNode();
    }
    JsonNode node = value(path, 0);
    if (parser.nextToken() != null) {
      problems.add(new Problem(place(path), "expected one YAML document, got another after it"));
    }
    return node;
  }

  private JsonNode value(String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (parser.isCurrentAlias()) {
      problems.add(
          new Problem(place(path), "expected a value, got the alias *" + parser.getText()));
      return NODES.nullNode();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> array(path, depth);
      case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.textNode(parser.getText());
    };
  }

  private ObjectNode object(String path, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String place = Quoted.path(path, key);
      int line = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      JsonNode value = value(place, depth + 1);
      if (object.has(key)) {
        problems.add(new Problem(place, "given twice, again in line " + line));
      }
      object.set(key, value);
    }
    return object;
  }

  private ArrayNode array(String path, int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]", depth + 1));
    }
    return array;
  }

  private static JsonNode whole(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }

  private static Problem syntax(String path, JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String message = "expected YAML: " + firstLine(e.getOriginalMessage());
    if (!path.isEmpty() || location == null) {
      return new Problem(place(path), message);
    }
    String place = "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    return new Problem(place, message);
  }

  private static String place(String path) {
    return path.isEmpty() ? "recipe" : path;
  }

  private static String firstLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}

package io.millrace.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.gateway.Refusal.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message as it came; what is missing or wrong is refused by field and value. */
final class Fields {

  private static final int SHOWN = 80;
  private static final int MOST_ATTRIBUTES = 64;

  /** Python writes NaN and Infinity, which are then refused as numbers and not as characters. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode message;
  private final String path;

  /**
   * @param path before the names of its fields where something is wrong with them
   */
  private Fields(JsonNode message, String path) {
    this.message = message;
    this.path = path;
  }

  static Fields parse(byte[] line) {
    JsonNode read;
    try {
      read = JSON.readTree(line);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new Refusal(
          Code.BAD_JSON,
          "expected one JSON object on a line: " + reason.lines().findFirst().orElse(""));
    }
    if (read == null || !read.isObject()) {
      throw new Refusal(Code.BAD_JSON, "expected one JSON object on a line");
    }
    return new Fields(read, "");
  }

  boolean has(String name) {
    return message.hasNonNull(name);
  }

  String text(String name) {
    JsonNode value = required(name);
    if (!value.isTextual()) {
      throw wrong(path + name, "a text", value);
    }
    return value.textValue();
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  int whole(String name, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = message.get(name);
    if (!value.canConvertToInt() || value.doubleValue() != value.intValue()) {
      throw wrong(path + name, "a whole number", value);
    }
    return value.intValue();
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = message.get(name);
    if (!value.isBoolean()) {
      throw wrong(path + name, "true or false", value);
    }
    return value.booleanValue();
  }

  Fields object(String name) {
    JsonNode value = required(name);
    if (!value.isObject()) {
      throw wrong(path + name, "an object", value);
    }
    return new Fields(value, path + name + ".");
  }

  /** The objects of a list. */
  List<Fields> objects(String name) {
    JsonNode list = list(path + name, required(name));
    List<Fields> objects = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      String place = "%s%s[%d]".formatted(path, name, objects.size());
      if (!element.isObject()) {
        throw wrong(place, "an object", element);
      }
      objects.add(new Fields(element, place + "."));
    }
    return objects;
  }

  /** The finite number of this name into {@code out[at]}. */
  void number(String name, float[] out, int at) {
    out[at] = finite(path + name, required(name));
  }

  /** Exactly {@code size} finite numbers, from {@code out[at]} on. */
  void numbers(String name, float[] out, int at, int size) {
    numbers(path + name, required(name), out, at, size);
  }

  /** All finite numbers of a list. */
  float[] numbers(String name) {
    JsonNode list = list(path + name, required(name));
    float[] out = new float[list.size()];
    numbers(path + name, list, out, 0, out.length);
    return out;
  }

  /** All rows of {@code width} finite numbers, row after row. */
  float[] rows(String name, int width) {
    JsonNode rows = list(path + name, required(name));
    float[] out = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      numbers(path + name + "[" + row + "]", rows.get(row), out, row * width, width);
    }
    return out;
  }

  /** A list with an element for each row. */
  JsonNode perRow(String name, int rows) {
    JsonNode list = list(path + name, required(name));
    if (list.size() != rows) {
      throw new Refusal(
          Code.BAD_SHAPE,
          "%s: expected one element for each of %d episodes, got %d"
              .formatted(path + name, rows, list.size()));
    }
    return list;
  }

  /** Texts by name. */
  Map<String, String> attributes(String name) {
    Map<String, String> attributes = new TreeMap<>();
    if (has(name)) {
      JsonNode object = object(name).message;
      if (object.size() > MOST_ATTRIBUTES) {
        throw new Refusal(
            Code.LIMIT, name + ": expected at most " + MOST_ATTRIBUTES + ", got " + object.size());
      }
      object
          .properties()
          .forEach(
              entry -> {
                if (!entry.getValue().isValueNode()) {
                  throw wrong(name + "." + entry.getKey(), "a text or number", entry.getValue());
                }
                attributes.put(entry.getKey(), entry.getValue().asText());
              });
    }
    return attributes;
  }

  static void numbers(String name, JsonNode value, float[] out, int at, int size) {
    JsonNode list = list(name, value);
    if (list.size() != size) {
      throw new Refusal(
          Code.BAD_SHAPE, "%s: expected %d numbers, got %d".formatted(name, size, list.size()));
    }
    for (int i = 0; i < size; i++) {
      JsonNode element = list.get(i);
      if (!element.isNumber() || !Float.isFinite(element.floatValue())) {
        finite(name + "[" + i + "]", element); // says what is wrong with it
      }
      out[at + i] = element.floatValue();
    }
  }

  static float finite(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(name, "a number", value);
    }
    float number = value.floatValue();
    if (!Float.isFinite(number)) {
      throw new Refusal(
          Code.NOT_FINITE, "%s: expected a finite number, got %s".formatted(name, value.asText()));
    }
    return number;
  }

  private static JsonNode list(String name, JsonNode value) {
    if (!value.isArray()) {
      throw new Refusal(Code.BAD_SHAPE, name + ": expected a list, got " + shown(value));
    }
    return value;
  }

  private JsonNode required(String name) {
    JsonNode value = message.get(name);
    if (value == null || value.isNull()) {
      throw new Refusal(Code.BAD_MESSAGE, path + name + ": missing");
    }
    return value;
  }

  static Refusal wrong(String name, String expected, JsonNode value) {
    return new Refusal(
        Code.BAD_MESSAGE, "%s: expected %s, got %s".formatted(name, expected, shown(value)));
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}

package io.millrace.env.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * One JSON value of a file and where it stands. Every problem is an {@link
 * IllegalArgumentException} that names file, path and value.
 */
final class JsonFields {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHOWN = 80;

  private final String file;
  private final String path;
  private final JsonNode node;

  private JsonFields(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** The content of a file. */
  static JsonFields read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the traffic file " + file, e);
    }
  }

  /** A text that is called like a file. */
  static JsonFields parse(String file, String text) {
    try {
      return new JsonFields(file, "", JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected JSON, file=" + file + " problem=" + e.getOriginalMessage(), e);
    }
  }

  IllegalArgumentException problem(String expected) {
    String value = node.toString();
    return new IllegalArgumentException(
        "expected "
            + expected
            + ", file="
            + file
            + " path="
            + (path.isEmpty() ? "/" : path)
            + " value="
            + (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "..."));
  }

  /**
   * Refuses anything but an object with these fields; a name that begins with an underscore is a
   * note and free.
   */
  JsonFields allowing(String... names) {
    if (!node.isObject()) {
      throw problem("an object");
    }
    Set<String> known = Set.of(names);
    Iterator<String> given = node.fieldNames();
    while (given.hasNext()) {
      String name = given.next();
      if (!known.contains(name) && !name.startsWith("_")) {
        throw field(name).problem("one of the fields " + String.join(", ", names));
      }
    }
    return this;
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** A field, which must be there. */
  JsonFields field(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw problem("a field \"" + name + "\"");
    }
    return new JsonFields(file, path + "/" + name, value);
  }

  /** The elements of a list. */
  List<JsonFields> list() {
    if (!node.isArray()) {
      throw problem("a list");
    }
    List<JsonFields> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new JsonFields(file, path + "/" + i, node.get(i)));
    }
    return elements;
  }

  String text() {
    if (!node.isTextual()) {
      throw problem("text");
    }
    return node.textValue();
  }

  boolean bool() {
    if (!node.isBoolean()) {
      throw problem("true or false");
    }
    return node.booleanValue();
  }

  double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw problem("a finite number");
    }
    return node.doubleValue();
  }

  double positive() {
    double number = number();
    if (!(number > 0)) {
      throw problem("a number above 0");
    }
    return number;
  }

  double notNegative() {
    double number = number();
    if (!(number >= 0)) {
      throw problem("a number of at least 0");
    }
    return number;
  }

  /** A whole number of 0 to {@code below - 1}. */
  int index(int below) {
    if (!node.canConvertToInt()
        || !node.isIntegralNumber()
        || node.intValue() < 0
        || node.intValue() >= below) {
      throw problem("a whole number from 0 to " + (below - 1));
    }
    return node.intValue();
  }
}

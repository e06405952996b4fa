package io.millrace.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.recipe.option.Problem;
import io.millrace.recipe.option.Quoted;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * YAML as a tree, strictly: one document, no aliases, no tags, no key twice, bounded size and
 * depth.
 *
 * <p>Read event by event: nothing is built that could be refused, so a hostile file costs no more
 * than its own length, and a mistake does not hide those after it. Plain scalars are those of the
 * YAML 1.2 core schema ({@link YamlScalar}).
 */
final class YamlTree {
  /** Longest text that is read, in characters. */
  static final int MAX_CHARACTERS = 1 << 20;

  // The library takes quadratic time over one long word.
  private static final int MAX_LINE = 1 << 16;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_VALUES = 5_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Iterator<Event> events;
  private final List<Problem> problems;
  private int values;

  private YamlTree(Iterator<Event> events, List<Problem> problems) {
    this.events = events;
    this.problems = problems;
  }

  /** The map that a recipe is; empty after a problem was noted that leaves nothing to check. */
  static Optional<ObjectNode> map(String yaml, List<Problem> problems) {
    Optional<JsonNode> node = node(yaml, "", problems);
    if (node.isPresent() && !node.get().isObject()) {
      String message = "expected a map of stages, got " + Quoted.value(node.get());
      problems.add(new Problem("recipe", message));
    }
    return node.filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  /** Any value; {@code path} is where the value stands, for problems. Empty text is null. */
  static Optional<JsonNode> node(String yaml, String path, List<Problem> problems) {
    Optional<Problem> tooLong = tooLong(yaml, path);
    if (tooLong.isPresent()) {
      problems.add(tooLong.get());
      return Optional.empty();
    }
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_CHARACTERS);
    try {
      Iterator<Event> events = new Yaml(limits).parse(new StringReader(yaml)).iterator();
      return Optional.of(new YamlTree(events, problems).stream(path));
    } catch (MarkedYAMLException e) {
      problems.add(syntax(path, e));
    } catch (YAMLException | IllegalArgumentException e) {
      // The library lets some bad escapes in double quotes surface as a NumberFormatException.
      problems.add(new Problem(place(path), "expected YAML: " + Quoted.line(e.getMessage())));
    }
    return Optional.empty();
  }

  private static Optional<Problem> tooLong(String yaml, String path) {
    if (yaml.length() > MAX_CHARACTERS) {
      String size = "expected at most %d characters, got %d";
      return Optional.of(new Problem(place(path), size.formatted(MAX_CHARACTERS, yaml.length())));
    }
    return yaml.lines()
        .filter(line -> line.length() > MAX_LINE)
        .findFirst()
        .map(
            line -> {
              String size = "expected lines of at most %d characters, got %d";
              return new Problem(place(path), size.formatted(MAX_LINE, line.length()));
            });
  }

  private JsonNode stream(String path) {
    next(Event.ID.StreamStart);
    Event first = events.next();
    if (first.is(Event.ID.StreamEnd)) {
      return NODES.nullNode();
    }
    JsonNode node = value(events.next(), path, 0);
    next(Event.ID.DocumentEnd);
    if (!events.next().is(Event.ID.StreamEnd)) {
      problems.add(new Problem(place(path), "expected one YAML document, got another after it"));
    }
    return node;
  }

  private void next(Event.ID expected) {
    Event event = events.next();
    if (!event.is(expected)) {
      throw new IllegalStateException("expected %s, got %s".formatted(expected, event));
    }
  }

  private JsonNode value(Event event, String path, int depth) {
    if (++values > MAX_VALUES) {
      throw new YAMLException("more than " + MAX_VALUES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw new YAMLException("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      refuse(path, "expected a value, got the alias *" + alias.getAnchor(), event);
      return NODES.missingNode();
    }
    if (tag(event) != null) {
      refuse(path, "expected a value without a tag, got " + tag(event), event);
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar.isPlain()
          ? YamlScalar.plain(scalar.getValue())
          : NODES.textNode(scalar.getValue());
    }
    return event.is(Event.ID.MappingStart) ? map(path, depth) : list(path, depth);
  }

  private static String tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return ((CollectionStartEvent) event).getTag();
  }

  private ObjectNode map(String path, int depth) {
    ObjectNode map = NODES.objectNode();
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        refuse(path, "expected a text as key, got " + kind(event), event);
        value(event, path, depth + 1);
        value(events.next(), path, depth + 1);
        continue;
      }
      String place = Quoted.path(path, key.getValue());
      JsonNode value = value(events.next(), place, depth + 1);
      if (map.has(key.getValue())) {
        refuse(place, "given twice", event);
      } else if (!value.isMissingNode()) {
        map.set(key.getValue(), value);
      }
    }
    return map;
  }

  private ArrayNode list(String path, int depth) {
    ArrayNode list = NODES.arrayNode();
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      JsonNode value = value(event, path + "[" + list.size() + "]", depth + 1);
      list.add(value.isMissingNode() ? NODES.nullNode() : value);
    }
    return list;
  }

  private static String kind(Event event) {
    if (event instanceof AliasEvent) {
      return "an alias";
    }
    return event.is(Event.ID.MappingStart) ? "a map" : "a list";
  }

  private void refuse(String path, String message, Event event) {
    int line = event.getStartMark().getLine() + 1;
    problems.add(new Problem(place(path), message + " in line " + line));
  }

  private static Problem syntax(String path, MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    String message = "expected YAML: " + Quoted.line(context + e.getProblem());
    Mark mark = e.getProblemMark();
    if (!path.isEmpty() || mark == null) {
      return new Problem(place(path), message);
    }
    String place = "line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    return new Problem(place, message);
  }

  private static String place(String path) {
    return path.isEmpty() ? "recipe" : path;
  }
}

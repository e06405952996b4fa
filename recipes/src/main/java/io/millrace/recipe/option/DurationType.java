package io.millrace.recipe.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time span with its unit, never a bare number; milliseconds are the finest, days the coarsest.
 */
record DurationType(Bounds bounds) implements ValueType {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS = units();

  /** A century: in range of every clock and timer, in nanoseconds too. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    return units;
  }

  @Override
  public String expected() {
    return bounds.oneSided("a duration") + " such as 500ms, 2s or 1m";
  }

  @Override
  public Object read(JsonNode node, String path, Binding binding) {
    Matcher form = FORM.matcher(node.isTextual() ? node.textValue() : "");
    if (!form.matches()) {
      return binding.refuse(path, expected(), node);
    }
    Duration duration = UNITS.get(form.group(2)).multipliedBy(Long.parseLong(form.group(1)));
    boolean fits =
        duration.compareTo(LONGEST) <= 0 && bounds.contains(duration.toMillis() / 1000.0);
    return fits ? duration : binding.refuse(path, expected(), node);
  }

  @Override
  public JsonNode write(Object value) {
    return NODES.textNode(text((Duration) value));
  }

  /** In the coarsest unit that divides the duration. */
  private static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    long ms = duration.toMillis();
    return UNITS.entrySet().stream()
        .filter(unit -> ms % unit.getValue().toMillis() == 0)
        .findFirst()
        .map(unit -> ms / unit.getValue().toMillis() + unit.getKey())
        .orElseThrow();
  }

  @Override
  public ObjectNode schema(Registries registries) {
    return NODES.objectNode().put("type", "string").put("pattern", "^" + FORM + "$");
  }

  @Override
  public JsonNode literal(String text) {
    return NODES.textNode(text);
  }
}

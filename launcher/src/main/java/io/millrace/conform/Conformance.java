package io.millrace.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs golden vectors against the plug-ins. A case is one operation of one plug-in on given
 * numbers; an unknown operation, plug-in, option or input is a failure that says so, never a skip.
 */
public final class Conformance {
  private static final JsonMapper JSON = new JsonMapper();

  /** Every operation that a case may name. */
  private static final Map<String, Operation> OPERATIONS = new TreeMap<>();

  static {
    OPERATIONS.put("sampler.transition", new SamplerTransition());
    OPERATIONS.put("credit.group", new CreditGroupOperation());
    OPERATIONS.put("credit.returns", new CreditReturns());
    OPERATIONS.put("network.forward", NetworkOperations::forward);
    OPERATIONS.put("network.vjp", NetworkOperations::vjp);
    OPERATIONS.put("network.jvp", NetworkOperations::jvp);
    OPERATIONS.put("optimizer.step", new OptimizerStep());
    OPERATIONS.put("objective.loss", new ObjectiveLoss());
    OPERATIONS.put("environment.step", new EnvironmentStep());
  }

  /**
   * A case that failed.
   *
   * @param field the output that differs, or empty where the case could not be run
   * @param problem what was expected and what came
   */
  public record Failure(String file, String id, String field, String index, String problem) {
    /** One line for a person. */
    public String line() {
      return file + ": " + id + (field.isEmpty() ? "" : ": " + field + index) + ": " + problem;
    }
  }

  /** How many cases passed, and every failure. */
  public record Result(int passed, int failed, List<Failure> failures) {}

  private final List<Failure> failures = new ArrayList<>();
  private int passed;
  private int failed;

  private Conformance() {}

  /**
   * Runs files, and every {@code .json} below folders, in the order of their names.
   *
   * @throws UncheckedIOException where a path cannot be read
   */
  public static Result run(List<Path> paths) {
    Conformance conformance = new Conformance();
    for (Path path : paths) {
      for (Path file : files(path)) {
        conformance.runFile(file);
      }
    }
    return new Result(conformance.passed, conformance.failed, conformance.failures);
  }

  private static List<Path> files(Path path) {
    try (Stream<Path> below = Files.walk(path)) {
      return below
          .filter(Files::isRegularFile)
          .filter(file -> file.equals(path) || file.toString().endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private void runFile(Path file) {
    JsonNode cases;
    try {
      cases = JSON.readTree(Files.readAllBytes(file)).path("cases");
    } catch (JsonProcessingException e) {
      fail(file, "-", "not JSON: " + e.getOriginalMessage());
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (!cases.isArray()) {
      fail(file, "-", "expected a list named cases");
      return;
    }
    cases.forEach(node -> runCase(file, node));
  }

  private void runCase(Path file, JsonNode node) {
    String id = node.path("id").asText("-");
    try {
      CaseFields fields = new CaseFields("case", node);
      fields.text("id");
      String name = fields.text("operation");
      Operation operation = OPERATIONS.get(name);
      if (operation == null) {
        throw new ConformanceException(
            "no operation \"" + name + "\"; known: " + String.join(", ", OPERATIONS.keySet()));
      }
      CaseFields plugin =
          fields.has("plugin")
              ? fields.object("plugin")
              : new CaseFields("plugin", JSON.createObjectNode());
      CaseFields inputs = fields.object("inputs");
      JsonNode expect = fields.object("expect").whole();
      double tolerance = fields.number("tolerance");
      ObjectNode outputs = operation.run(plugin, inputs);
      fields.finish();
      judge(file, id, Comparison.of(expect, outputs, tolerance), tolerance);
    } catch (ConformanceException | IllegalArgumentException | IndexOutOfBoundsException e) {
      fail(file, id, e.getMessage());
    }
  }

  private void judge(Path file, String id, List<Comparison.Mismatch> mismatches, double tolerance) {
    if (mismatches.isEmpty()) {
      passed++;
      return;
    }
    failed++;
    for (Comparison.Mismatch m : mismatches) {
      String problem = "expected " + m.expected() + ", got " + m.got() + ", tolerance=" + tolerance;
      failures.add(new Failure(file.toString(), id, m.field(), m.index(), problem));
    }
  }

  private void fail(Path file, String id, String problem) {
    failed++;
    failures.add(new Failure(file.toString(), id, "", "", problem));
  }

  /** The result as JSON: counts, then failures. */
  public static String toJson(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("passed", result.passed());
    json.put("failed", result.failed());
    json.put("failures", result.failures());
    return JSON.valueToTree(json).toPrettyString();
  }
}

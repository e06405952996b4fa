package io.millrace.launcher.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.launcher.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A report as JSON: written whole or not at all, and read again. */
public final class ReportFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** What no report is without; evaluations may be missing. */
  private static final List<String> PARTS =
      List.of(
          "/status",
          "/curve",
          "/fates",
          "/staleness",
          "/throughput",
          "/latencyMs/publishedToActing",
          "/wallSeconds",
          "/policy/sha256");

  private ReportFile() {}

  public static String json(RunReport report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write the report as JSON", e);
    }
  }

  public static void write(RunReport report, Path file) {
    new OutputFile(file).write((json(report) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A report that was written; what a later release added to it is left out.
   *
   * @throws UserError naming the file, and the field that is missing or wrong
   */
  public static RunReport read(Path file) {
    JsonNode tree = tree(file);
    PARTS.forEach(part -> require(tree.at(part), part, file));
    try {
      return JSON.treeToValue(tree, RunReport.class);
    } catch (JsonMappingException e) {
      throw notAReport(file, e.getOriginalMessage() + ", field=" + path(e));
    } catch (JsonProcessingException e) {
      throw notAReport(file, e.getOriginalMessage());
    }
  }

  /**
   * A report with all that is in it.
   *
   * @throws UserError where the file is not a report: JSON with a recipe and a curve
   */
  public static JsonNode tree(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("no such file, report=" + file);
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw notAReport(file, "no JSON at line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new UserError("the report cannot be read, report=" + file + ": " + e.getMessage());
    }
    require(tree.at("/recipe/id"), "/recipe/id", file);
    require(tree.at("/seed"), "/seed", file);
    if (!tree.path("curve").isArray()) {
      throw notAReport(file, "expected a list, field=curve");
    }
    return tree;
  }

  private static void require(JsonNode part, String path, Path file) {
    if (part.isMissingNode() || part.isNull()) {
      throw notAReport(file, "missing, field=" + path.substring(1).replace('/', '.'));
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? Integer.toString(r.getIndex()) : r.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static UserError notAReport(Path file, String reason) {
    return new UserError("not a report of millrace run, report=" + file + ": " + reason);
  }
}

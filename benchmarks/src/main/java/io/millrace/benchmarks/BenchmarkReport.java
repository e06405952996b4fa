package io.millrace.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** What was measured, and where. */
@JsonPropertyOrder({"machine", "results"})
public record BenchmarkReport(Machine machine, List<BenchmarkResult> results) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public BenchmarkReport {
    results = List.copyOf(results);
  }

  /** As {@code millrace bench --json} writes it. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write the report as JSON", e);
    }
  }

  /**
   * A saved report.
   *
   * @throws IllegalArgumentException where it is none, saying why
   */
  public static BenchmarkReport ofJson(String json) {
    try {
      return JSON.readValue(json, BenchmarkReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a benchmark report: " + e.getOriginalMessage(), e);
    }
  }
}

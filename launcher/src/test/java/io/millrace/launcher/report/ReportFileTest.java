package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  /** The names that the design fixes. */
  private static final String EXAMPLE =
      """
      {"recipe": {"id": "", "hash": ""}, "seed": 1, "status": "completed",
       "curve": [{"update": 0, "envSteps": 0, "wallSeconds": 0.0, "meanReturn": 0.0, "success": null}],
       "final": {"episodes": 100, "meanReturn": 0.0, "standardError": 0.0, "success": null, "extra": {}},
       "fates": {"published": 0, "used": 0, "late": 0, "stale": 0, "duplicate": 0, "rejected": 0, "incomplete": 0, "open": 0},
       "staleness": {"0": 0}, "throughput": {"trajectoriesPerSecond": 0.0, "envStepsPerSecond": 0.0, "updatesPerSecond": 0.0},
       "latencyMs": {"publishedToActing": {"p50": 0.0, "p95": 0.0, "p99": 0.0}},
       "wallSeconds": {"total": 0.0, "startUp": 0.0}, "policy": {"id": "", "version": 0, "sha256": ""}}
      """;

  private static RunReport empty() {
    return new RunReport(
        new RunReport.RecipeId("", ""),
        1,
        "completed",
        List.of(new RunReport.CurvePoint(0, 0, 0, 0, null)),
        null,
        new RunReport.Evaluation(100, 0, 0, null, Map.of()),
        new RunReport.Fates(0, 0, 0, 0, 0, 0, 0, 0),
        Map.of("0", 0L),
        new RunReport.Throughput(0, 0, 0),
        new RunReport.LatencyMs(new Percentiles(0.0, 0.0, 0.0)),
        new RunReport.WallSeconds(0, 0),
        new RunReport.PolicyId("", 0, ""));
  }

  @Test
  void write_report_hasTheNamesOfTheDesign(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.json");
    ReportFile.write(empty(), file);

    ObjectMapper json = new ObjectMapper();
    JsonNode written = json.readTree(Files.readString(file));
    JsonNode example = json.readTree(EXAMPLE);
    assertContains(written, example, "");
    assertThat(folder).isDirectoryContaining(p -> p.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static void assertContains(JsonNode got, JsonNode expected, String path) {
    assertThat(got).as(path).isNotNull();
    if (expected.isObject()) {
      expected
          .fields()
          .forEachRemaining(
              e -> assertContains(got.get(e.getKey()), e.getValue(), path + "." + e.getKey()));
    } else if (expected.isArray()) {
      assertContains(got.get(0), expected.get(0), path + "[0]");
    } else {
      assertThat(got).as(path).isEqualTo(expected);
    }
  }
}

package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
  private static final BenchmarkReport REPORT =
      new BenchmarkReport(
          new Machine("cpu", 2, 3.8, "os", "jvm", "numerics", 0.5, "wall", "full"),
          List.of(
              BenchmarkResult.compared(
                  "fast", Unit.UPDATES_PER_SECOND, 12345.678, 100, "PyTorch", 123.456),
              BenchmarkResult.alone("alone", Unit.MILLISECONDS, 1.23456)));

  @Test
  void toJson_anyReport_hasTheAgreedNames() throws Exception {
    JsonNode json = new JsonMapper().readTree(REPORT.toJson());
    assertThat(json.fieldNames()).toIterable().containsExactly("machine", "results");
    assertThat(json.get("results").get(0).fieldNames())
        .toIterable()
        .containsExactly("id", "unit", "ours", "peer", "peerName", "ratio");
    assertThat(json.get("results").get(0).get("ours").asDouble()).isEqualTo(12350);
    assertThat(json.get("results").get(1).get("ratio").isNull()).isTrue();
    assertThat(json.get("results").get(1).get("peer").isNull()).isTrue();
  }

  @Test
  void ofJson_whatToJsonWrote_isTheSame() {
    assertThat(BenchmarkReport.ofJson(REPORT.toJson())).isEqualTo(REPORT);
  }

  @Test
  void ofJson_somethingElse_isRefused() {
    assertThatThrownBy(() -> BenchmarkReport.ofJson("[1]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a benchmark report");
  }

  @Test
  void text_anyReport_alignsFigures() {
    assertThat(new BenchmarkTable(REPORT).text())
        .containsExactly(
            "benchmark              ours             peer  peer is    ratio",
            "fast       12,350 updates/s  100.0 updates/s  PyTorch  123.50x",
            "alone              1.235 ms                -                 -");
  }
}

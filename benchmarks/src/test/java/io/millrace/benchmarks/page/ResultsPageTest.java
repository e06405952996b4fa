package io.millrace.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmarks.BenchmarkReport;
import io.millrace.benchmarks.BenchmarkResult;
import io.millrace.benchmarks.Machine;
import io.millrace.benchmarks.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsPageTest {
  private static final String BEGIN = ResultsPage.SECTION.begin();
  private static final String END = ResultsPage.SECTION.end();
  private static final BenchmarkReport REPORT =
      new BenchmarkReport(
          new Machine("cpu", 2, 3.8, "os", "jvm", "numerics", 0.5, "wall", "full"),
          List.of(
              BenchmarkResult.compared(
                  "fast", Unit.UPDATES_PER_SECOND, 12345.678, 100, "PyTorch", 123.456)));

  @Test
  void render_pageWithMarks_replacesOnlyWhatIsBetween() {
    String page = "# Title\n" + BEGIN + "\nold\n" + END + "\nmore\n";
    String rendered = ResultsPage.render(page, REPORT);
    assertThat(rendered)
        .startsWith("# Title\n" + BEGIN + "\n| benchmark |")
        .contains("| `fast` | 12,350 updates/s | 100.0 updates/s | PyTorch | 123.50x |")
        .contains("Measured on cpu, 2 cores")
        .endsWith(END + "\nmore\n")
        .doesNotContain("old");
    assertThat(ResultsPage.render(rendered, REPORT)).isEqualTo(rendered);
  }

  @Test
  void render_pageWithoutMarks_isRefused() {
    assertThatThrownBy(() -> ResultsPage.render("# Title\n", REPORT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(BEGIN);
  }
}
